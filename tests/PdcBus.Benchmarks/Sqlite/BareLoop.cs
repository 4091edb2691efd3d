using Microsoft.Data.Sqlite;

namespace PdcBus;

/// <summary>
/// The limit: one connection, one prepared insert, one thread that commits whatever has come in. It keeps no figures,
/// encodes nothing and answers for nothing.
/// </summary>
internal sealed class BareLoop : IDisposable
{
    private static readonly string[] Columns =
        ["lane", "id", "topic", "headers", "body", "ordering_key", "created_at", "trace_parent", "trace_state"];

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _commit;
    private readonly byte[] _body;
    private readonly object _gate = new();
    private List<(PdcMessage[] Rows, TaskCompletionSource Done)> _waiting = [];
    private List<(PdcMessage[] Rows, TaskCompletionSource Done)> _taken = [];
    private readonly Thread _thread;
    private bool _isComplete;

    public BareLoop(string folder)
    {
        _connection = new SqliteConnection($"Data Source={Path.Combine(folder, "bare.db")};Pooling=False");
        _connection.Open();
        Run("PRAGMA journal_mode = WAL");
        Run("PRAGMA synchronous = FULL");
        Run("PRAGMA wal_autocheckpoint = 2000");
        Run("PRAGMA cache_size = -16000");
        Run("""
            CREATE TABLE outbox (position INTEGER PRIMARY KEY AUTOINCREMENT, lane TEXT NOT NULL, id BLOB NOT NULL,
                topic TEXT NOT NULL, headers TEXT NOT NULL, body BLOB NOT NULL, ordering_key TEXT,
                created_at INTEGER NOT NULL, trace_parent TEXT, trace_state TEXT,
                attempts INTEGER NOT NULL DEFAULT 0, not_before INTEGER) STRICT
            """);
        Run("CREATE INDEX outbox_lane ON outbox (lane)");
        _begin = Command("BEGIN IMMEDIATE");
        _commit = Command("COMMIT");
        _insert = Command(
            $"INSERT INTO outbox ({string.Join(", ", Columns)}) VALUES ({string.Join(", ", Columns.Select(c => "$" + c))})");
        foreach (var column in Columns) _insert.Parameters.Add(new SqliteParameter("$" + column, DBNull.Value));
        _body = SampleRows.Message().Body.ToArray();
        Set("lane", SampleRows.Lane);
        Set("topic", "compose");
        Set("headers", new string('h', 160));
        Set("ordering_key", "TP-1.0-20150310.0");
        Set("trace_parent", new string('t', 55));
        _thread = new Thread(Loop) { IsBackground = true };
        _thread.Start();
    }

    public Task AppendAsync(PdcMessage[] rows)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.Add((rows, done));
            Monitor.Pulse(_gate);
        }

        return done.Task;
    }

    /// <summary>Commits on the caller's own thread; not beside <see cref="AppendAsync"/>.</summary>
    public void Commit(PdcMessage[] rows)
    {
        _begin.ExecuteNonQuery();
        Insert(rows);
        _commit.ExecuteNonQuery();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isComplete = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
        _begin.Dispose();
        _insert.Dispose();
        _commit.Dispose();
        _connection.Dispose();
    }

    private void Loop()
    {
        while (true)
        {
            lock (_gate)
            {
                while (_waiting.Count == 0 && !_isComplete) Monitor.Wait(_gate);
                if (_waiting.Count == 0) return;
                _taken.Clear();
                (_waiting, _taken) = (_taken, _waiting);
            }

            _begin.ExecuteNonQuery();
            foreach (var (rows, _) in _taken) Insert(rows);
            _commit.ExecuteNonQuery();
            foreach (var (_, done) in _taken) done.SetResult();
        }
    }

    private void Insert(PdcMessage[] rows)
    {
        foreach (var row in rows)
        {
            Set("id", row.Id.ToByteArray(bigEndian: true));
            Set("body", _body);
            Set("created_at", row.CreatedAt.UtcTicks);
            _insert.ExecuteNonQuery();
        }
    }

    private void Set(string column, object value) => _insert.Parameters[Array.IndexOf(Columns, column)].Value = value;

    private SqliteCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The callers above pass constants.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    private void Run(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }
}
