using Microsoft.Data.Sqlite;

namespace PdcBus;

/// <summary>
/// The file of a process that has ended, attached while its rows move over, piece by piece: first they are made
/// durable here, then they are removed there. A crash between the two leaves one piece in both, to be sent twice
/// under the same ids; none is ever in neither.
/// </summary>
internal sealed class EndedFile : IDisposable
{
    private const int PieceSize = 1000;

    private readonly OutboxTables _own;
    private readonly SqliteConnection _connection;
    private readonly FileFigures _figures;
    private readonly SqliteSynchronous _synchronous;
    private readonly Move _waiting;
    private readonly Move _parked;

    /// <param name="own">The file of this process.</param>
    /// <param name="figures">Its figures.</param>
    /// <param name="file">The file to take over, open nowhere else.</param>
    public EndedFile(OutboxTables own, FileFigures figures, string file)
    {
        _own = own;
        _connection = own.Connection;
        _figures = figures;
        // Whatever a commit of this process waits for: what is removed there has to be on the disk here.
        _synchronous = own.Synchronous;
        OutboxDatabase.SetSynchronous(_connection, SqliteSynchronous.Full);
        using (var attach = new Statement(_connection, "ATTACH $file AS ended", "$file")) attach.Execute(file);
        _waiting = new Move(
            _connection, "outbox", "position", $"{MessageColumns.Names}, attempts, not_before, error_kind, error");
        _parked = new Move(
            _connection, "parked", "number", $"{MessageColumns.Names}, attempts, error_kind, error, parked_at");
    }

    public long Waiting { get; private set; }

    public long Parked { get; private set; }

    /// <summary>Takes the next piece over.</summary>
    /// <returns>False when there was none left.</returns>
    public bool TakePiece()
    {
        if (_waiting.Next() is { Count: > 0 } waiting)
        {
            Take(_waiting, waiting, () => _figures.Added(waiting.Count, waiting.Bytes));
            Waiting += waiting.Count;
            return true;
        }

        if (_parked.Next() is not { Count: > 0 } parked) return false;
        Take(_parked, parked, () => _figures.ParkedChanged(parked.Count));
        Parked += parked.Count;
        return true;
    }

    public void Dispose()
    {
        _waiting.Dispose();
        _parked.Dispose();
        _connection.Execute("DETACH ended");
        OutboxDatabase.SetSynchronous(_connection, _synchronous);
    }

    private void Take(Move move, Piece piece, Action count)
    {
        _own.Begin();
        try
        {
            move.Copy.Execute(piece.Last);
            count();
            _own.Commit();
        }
        catch
        {
            _own.RollBack();
            throw;
        }

        move.Remove.Execute(piece.Last);
    }

    private readonly record struct Piece(long Count, long Bytes, long Last);

    private sealed class Move(SqliteConnection connection, string table, string key, string columns) : IDisposable
    {
        private readonly Statement _next = new(
            connection,
            $"""
            SELECT count(*), ifnull(sum(length(body)), 0), ifnull(max({key}), 0)
            FROM (SELECT {key}, body FROM ended.{table} ORDER BY {key} LIMIT {PieceSize})
            """);

        public Statement Copy { get; } = new(
            connection,
            $"""
            INSERT INTO main.{table} ({columns})
            SELECT {columns} FROM ended.{table} WHERE {key} <= $last ORDER BY {key}
            """,
            "$last");

        public Statement Remove { get; } = new(connection, $"DELETE FROM ended.{table} WHERE {key} <= $last", "$last");

        public Piece Next()
        {
            using var row = _next.Query();
            row.Read();
            return new Piece(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
        }

        public void Dispose()
        {
            _next.Dispose();
            Copy.Dispose();
            Remove.Dispose();
        }
    }
}
