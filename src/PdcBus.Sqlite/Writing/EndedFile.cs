using Microsoft.Data.Sqlite;

namespace PdcBus;

/// <summary>
/// The file of a process that has ended, while its rows move over piece by piece: they are made durable in the new
/// file before they are removed here. A crash between the two leaves one piece in both, to be sent twice under the
/// same ids; none is ever in neither.
/// </summary>
internal sealed class EndedFile : IDisposable
{
    private const int PieceRows = 1000;
    private const long PieceBytes = 4 * 1024 * 1024;

    private readonly OutboxPlace _place;
    private readonly SqliteConnection _connection;
    private Piece? _taken;

    private EndedFile(OutboxPlace place, SqliteConnection connection)
    {
        _place = place;
        _connection = connection;
        Oldest = connection.Scalar(
            "SELECT ifnull(min(created_at), 0) FROM (SELECT created_at FROM outbox ORDER BY position LIMIT 1)");
    }

    public string Path => _place.File;

    /// <summary>When its first message was made.</summary>
    public long Oldest { get; }

    /// <summary>How many waiting messages have moved.</summary>
    public long Waiting { get; private set; }

    /// <summary>How many parked messages have moved.</summary>
    public long Parked { get; private set; }

    /// <summary>Whether a piece has moved that could not be removed here. Who lets go now has it twice.</summary>
    public bool HoldsTaken => _taken is not null;

    /// <summary>Opens the file in a place; if that fails the place stays the caller's.</summary>
    public static EndedFile Open(OutboxPlace place)
    {
        var connection = OutboxDatabase.OpenEnded(place.File);
        try
        {
            return new EndedFile(place, connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next piece; null when all have moved.</summary>
    public Piece? Next()
    {
        RemoveTaken();
        return Read(StoredTable.Waiting) ?? Read(StoredTable.Parked);
    }

    /// <summary>The piece is durable in the new file.</summary>
    public void HasTaken(Piece piece)
    {
        _taken = piece;
        if (piece.Table == StoredTable.Waiting) Waiting += piece.Rows.Count;
        else Parked += piece.Rows.Count;
        RemoveTaken();
    }

    /// <summary>Closes the file and keeps its place.</summary>
    public void Close() => _connection.Dispose();

    public void Dispose()
    {
        Close();
        _place.Dispose();
    }

    private void RemoveTaken()
    {
        if (_taken is not { } piece) return;
        using var remove = new Statement(_connection, piece.Table.Remove, "$last");
        remove.Execute(piece.Last);
        _taken = null;
    }

    private Piece? Read(StoredTable table)
    {
        using var read = new Statement(_connection, table.Read, "$max");
        using var row = read.Query(PieceRows);
        List<object?[]> rows = [];
        long bytes = 0, last = 0;
        while (bytes < PieceBytes && row.Read())
        {
            last = row.GetInt64(0);
            var values = new object?[row.FieldCount - 1];
            for (var i = 0; i < values.Length; i++) values[i] = row.GetValue(i + 1);
            bytes += ((byte[])values[StoredTable.Body]!).Length;
            rows.Add(values);
        }

        return rows.Count == 0 ? null : new Piece(table, rows, bytes, last);
    }
}
