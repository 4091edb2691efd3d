using Microsoft.Data.Sqlite;

namespace PdcBus;

/// <summary>
/// The writing half of an open file: everything that a commit can consist of. Only the writer's thread calls it.
/// </summary>
internal sealed class OutboxTables : IDisposable
{
    private const string Everywhere = "position = $position AND lane = $lane";

    /// <summary>The plus keeps SQLite off the lane's index, which would walk over the whole lane.</summary>
    private const string Among = "+lane = $lane AND position IN (SELECT value FROM json_each($positions))";

    private readonly SqliteSynchronous _synchronous;
    private readonly FileFigures _figures;
    private readonly List<Statement> _statements = [];
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _rollBack;
    private readonly Statement _append;
    private readonly Statement _measure;
    private readonly Statement _settle;
    private readonly Statement _front;
    private readonly Statement _defer;
    private readonly Statement _park;
    private readonly Statement _unpark;
    private readonly Statement _prune;

    public OutboxTables(SqliteConnection connection, SqliteSynchronous synchronous, FileFigures figures)
    {
        Connection = connection;
        _synchronous = synchronous;
        _figures = figures;
        _begin = Prepare("BEGIN IMMEDIATE");
        _commit = Prepare("COMMIT");
        _rollBack = Prepare("ROLLBACK");
        _append = Prepare(
            $"INSERT INTO outbox ({MessageColumns.Names}) VALUES ({MessageColumns.Parameters})",
            MessageColumns.ParameterNames);
        _measure = Prepare(
            $"SELECT count(*), ifnull(sum(length(body)), 0) FROM outbox WHERE {Among}", "$lane", "$positions");
        _settle = Prepare($"DELETE FROM outbox WHERE {Among}", "$lane", "$positions");
        _front = Prepare("SELECT position, created_at FROM outbox ORDER BY position LIMIT 1");
        _defer = Prepare(
            $"UPDATE outbox SET not_before = $until, attempts = $attempts, error_kind = $kind, error = $error WHERE {Everywhere}",
            "$position", "$lane", "$until", "$attempts", "$kind", "$error");
        _park = Prepare(
            $"""
            INSERT INTO parked ({MessageColumns.Names}, attempts, error_kind, error, parked_at)
            SELECT {MessageColumns.Names}, $attempts, $kind, $error, $now FROM outbox WHERE {Everywhere}
            """,
            "$position", "$lane", "$attempts", "$kind", "$error", "$now");
        _unpark = Prepare("DELETE FROM parked WHERE number = $number", "$number");
        _prune = Prepare(
            """
            DELETE FROM parked WHERE number IN (
                SELECT number FROM parked WHERE parked_at < $before ORDER BY parked_at, number LIMIT $max)
            """,
            "$before", "$max");
        Count();
    }

    public SqliteConnection Connection { get; }

    private bool IsInTransaction => SQLitePCL.raw.sqlite3_get_autocommit(Connection.Handle) == 0;

    public void Begin()
    {
        // A rollback that failed may have left its transaction open.
        if (IsInTransaction) _rollBack.Execute();
        _begin.Execute();
    }

    /// <summary>Makes everything since <see cref="Begin"/> durable, and says whether rows were appended.</summary>
    public bool Commit()
    {
        _figures.FindFront(QueryFront);
        _commit.Execute();
        var hasAdded = _figures.HasAdded;
        _figures.Commit();
        return hasAdded;
    }

    public void RollBack()
    {
        _figures.RollBack();
        // Some errors have ended the transaction already: https://sqlite.org/lang_transaction.html, section 3.
        if (IsInTransaction) _rollBack.Execute();
    }

    public void Append(EncodedRow[] rows)
    {
        foreach (var row in rows)
        {
            row.Message[0] = row.Lane;
            _append.Execute(row.Message);
            _figures.Added(1, row.BodyLength);
        }
    }

    public void Settle(string lane, IReadOnlyCollection<long> positions)
    {
        if (positions.Count == 0) return;
        var list = $"[{string.Join(',', positions)}]";
        var (count, bytes) = Measure(lane, list);
        if (count == 0) return;
        _settle.Execute(lane, list);
        _figures.Removed(positions.Min(), count, bytes);
    }

    public void Defer(string lane, long position, DateTimeOffset notBefore, OutboxFailure failure) => _defer.Execute(
        position, lane, StoredTime.From(notBefore), failure.Attempts, failure.Kind.ToString(), failure.Error);

    public void Park(string lane, long position, OutboxFailure failure, DateTimeOffset now)
    {
        var moved = _park.Execute(
            position, lane, failure.Attempts, failure.Kind.ToString(), failure.Error, StoredTime.From(now));
        if (moved == 0) return;
        _figures.ParkedChanged(1);
        Settle(lane, [position]);
    }

    /// <summary>Moves a parked message to the end of its lane, if it is still parked.</summary>
    public void Retry(long number, EncodedRow row)
    {
        if (_unpark.Execute(number) == 0) return;
        _figures.ParkedChanged(-1);
        Append([row]);
    }

    public void Discard(IReadOnlyCollection<long> numbers)
    {
        foreach (var number in numbers) _figures.ParkedChanged(-_unpark.Execute(number));
    }

    /// <summary>Removes the oldest parked messages: those above a count, then those from before a time.</summary>
    public int Prune(DateTimeOffset before, int keep, int max)
    {
        var surplus = Math.Clamp(_figures.Parked - keep, 0, max);
        var removed = _prune.Execute(long.MaxValue, surplus);
        removed += _prune.Execute(StoredTime.From(before), max - removed);
        _figures.ParkedChanged(-removed);
        return removed;
    }

    /// <summary>Whether a write would succeed now: tried with more than a usual message, and taken back.</summary>
    public void Probe()
    {
        Connection.Execute("INSERT INTO probe VALUES (zeroblob(65536))");
        Connection.Execute("DELETE FROM probe");
    }

    /// <summary>Gives a piece of what a large backlog has left behind back to the disk.</summary>
    public void Shrink()
    {
        const int worthIt = 4096;
        if (Connection.Scalar("PRAGMA freelist_count") < worthIt) return;
        using var shrink = new Statement(Connection, "PRAGMA incremental_vacuum(1024)");
        using var steps = shrink.Query();
        // Each step frees one page.
        while (steps.Read())
        {
        }
    }

    /// <summary>Makes positions go on above the last one that the relay has seen, in whichever file that was.</summary>
    public void StartAbove(long position)
    {
        if (position <= Connection.Scalar("SELECT ifnull(max(seq), 0) FROM sqlite_sequence WHERE name = 'outbox'")) return;
        using var raise = new Statement(
            Connection,
            """
            BEGIN IMMEDIATE;
            DELETE FROM sqlite_sequence WHERE name = 'outbox';
            INSERT INTO sqlite_sequence (name, seq) VALUES ('outbox', $position);
            COMMIT;
            """,
            "$position");
        raise.Execute(position);
    }

    /// <summary>Takes rows of another file in, in a transaction of their own.</summary>
    public void TakeIn(Piece piece)
    {
        // Whatever a commit of this process waits for: what is then removed there has to be on the disk here.
        OutboxDatabase.SetSynchronous(Connection, SqliteSynchronous.Full);
        try
        {
            Begin();
            using var insert = new Statement(Connection, piece.Table.Insert, piece.Table.Parameters);
            foreach (var row in piece.Rows) insert.Execute(row);
            if (piece.Table == StoredTable.Waiting) _figures.Added(piece.Rows.Count, piece.Bytes);
            else _figures.ParkedChanged(piece.Rows.Count);
            Commit();
        }
        catch
        {
            RollBack();
            throw;
        }
        finally
        {
            OutboxDatabase.SetSynchronous(Connection, _synchronous);
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements) statement.Dispose();
        Connection.Dispose();
    }

    private Statement Prepare(string sql, params ReadOnlySpan<string> parameters)
    {
        var statement = new Statement(Connection, sql, parameters);
        _statements.Add(statement);
        return statement;
    }

    private void Count()
    {
        using var waiting = new Statement(Connection, "SELECT count(*), ifnull(sum(length(body)), 0) FROM outbox");
        using var row = waiting.Query();
        row.Read();
        _figures.Start(row.GetInt64(0), row.GetInt64(1), Connection.Scalar("SELECT count(*) FROM parked"));
        _figures.FindFront(QueryFront);
        _figures.Commit();
    }

    private (long Count, long Bytes) Measure(string lane, string positions)
    {
        using var row = _measure.Query(lane, positions);
        row.Read();
        return (row.GetInt64(0), row.GetInt64(1));
    }

    private (long Position, long CreatedAt)? QueryFront()
    {
        using var row = _front.Query();
        return row.Read() ? (row.GetInt64(0), row.GetInt64(1)) : null;
    }
}
