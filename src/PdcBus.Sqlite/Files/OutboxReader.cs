using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace PdcBus;

/// <summary>The reading half of an open file, which never waits for a commit. One caller at a time; others queue.</summary>
internal sealed class OutboxReader : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;
    private readonly Statement _read;
    private readonly Statement _query;

    public OutboxReader(string file)
    {
        File = file;
        _connection = OutboxDatabase.OpenForReading(file);
        _read = new Statement(
            _connection,
            $"""
            SELECT position, attempts, not_before, {MessageColumns.Names} FROM outbox
            WHERE lane = $lane AND position > $after ORDER BY position LIMIT $max
            """,
            "$lane", "$after", "$max");
        _query = new Statement(
            _connection,
            $"""
            SELECT number, attempts, error_kind, error, parked_at, {MessageColumns.Names} FROM parked
            WHERE number > $after AND ($id IS NULL OR id = $id) AND ($topic IS NULL OR topic = $topic)
                AND ($kind IS NULL OR error_kind = $kind) AND ($from IS NULL OR parked_at >= $from)
                AND ($until IS NULL OR parked_at < $until)
                AND ($messenger IS NULL OR substr(lane, 1, length($messenger)) = $messenger COLLATE NOCASE)
            ORDER BY number
            """,
            "$after", "$id", "$topic", "$kind", "$from", "$until", "$messenger");
    }

    public string File { get; }

    public bool IsClosed { get; private set; }

    /// <summary>The highest position that was ever handed out.</summary>
    public long LastRead { get; private set; }

    /// <summary>Reads entries of a lane.</summary>
    /// <returns>Null if the file has been closed.</returns>
    public EntryPage? Read(string lane, long after, int max)
    {
        lock (_gate)
        {
            if (IsClosed) return null;
            var page = new EntryPage([], []);
            using var row = _read.Query(lane, after, max);
            while (row.Read())
            {
                LastRead = Math.Max(LastRead, row.GetInt64(0));
                if (TryDecode(row, out var entry)) page.Entries.Add(entry);
                else page.Unreadable.Add(row.GetInt64(0));
            }

            return page;
        }
    }

    /// <returns>Null if the file has been closed.</returns>
    public List<ParkedMessage>? Query(ParkedFilter filter, int max)
    {
        lock (_gate)
        {
            if (IsClosed) return null;
            var found = new List<ParkedMessage>();
            using var row = _query.Query(
                filter.After,
                filter.Id?.ToByteArray(bigEndian: true),
                filter.Topic,
                filter.Kind?.ToString(),
                filter.From is { } from ? StoredTime.From(from) : null,
                filter.Until is { } until ? StoredTime.From(until) : null,
                // SQLite knows the case of ASCII alone; what it lets through the filter sees itself.
                filter.Messenger is { } messenger && Ascii.IsValid(messenger) ? messenger : null);
            while (found.Count < max && row.Read())
            {
                var parked = DecodeParked(row);
                if (filter.Matches(parked)) found.Add(parked);
            }

            return found;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            IsClosed = true;
            _read.Dispose();
            _query.Dispose();
            _connection.Dispose();
        }
    }

    private static bool TryDecode(SqliteDataReader row, [NotNullWhen(true)] out OutboxEntry? entry)
    {
        try
        {
            DateTimeOffset? notBefore = row.IsDBNull(2) ? null : StoredTime.ToTime(row.GetInt64(2));
            entry = new OutboxEntry(row.GetInt64(0), MessageColumns.Decode(row, 3), row.GetInt32(1), notBefore);
            return true;
        }
        catch (JsonException)
        {
            entry = null;
            return false;
        }
    }

    private static ParkedMessage DecodeParked(SqliteDataReader row)
    {
        // A kind that a newer version wrote is shown as the general one.
        var kind = Enum.TryParse<MessengerErrorKind>(row.GetString(2), out var known) ? known : MessengerErrorKind.Refused;
        var failure = new OutboxFailure(row.GetInt32(1), kind, row.GetString(3));
        return new ParkedMessage(
            row.GetInt64(0), row.GetString(5), MessageColumns.DecodeWhatThereIs(row, 5), failure, StoredTime.ToTime(row.GetInt64(4)));
    }
}
