using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PdcBus;

/// <summary>
/// The outbox in a file of its own: reads where it is asked, and leaves all writing to one thread. It belongs to one
/// process, so every lane is this process's own.
/// </summary>
internal sealed partial class SqliteOutbox(OutboxWriter writer, TimeProvider clock, ILogger<SqliteOutbox> logger)
    : IOutbox, IOutboxStore, IHostedService
{
    public const string Kind = "sqlite";

    private const string UnreadableError = "The headers that are stored with it cannot be read: the row is damaged.";

    public bool JoinsTransaction => false;

    public OutboxFigures Figures => writer.Figures;

    public OutboxTrouble? Trouble => writer.Trouble;

    /// <remarks>The token is asked before the rows are handed over; after that they are stored, whoever waits.</remarks>
    public Task AppendAsync(IReadOnlyList<OutboxRow> rows, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (rows.Count == 0) return Task.CompletedTask;
        var encoded = EncodedRow.Encode(rows);
        return writer.WriteAsync(tables => tables.Append(encoded));
    }

    public async Task<IReadOnlyList<OutboxEntry>> ReadAsync(
        string lane, long after, int max, CancellationToken cancellationToken)
    {
        var (entries, unreadable) =
            await ReadFileAsync(reader => reader.Read(lane, after, max), cancellationToken).ConfigureAwait(false);
        foreach (var position in unreadable) await ParkUnreadableAsync(lane, position).ConfigureAwait(false);
        return entries;
    }

    public Task SettleAsync(string lane, IReadOnlyCollection<long> positions, CancellationToken cancellationToken)
    {
        // The caller may go on with its list when it no longer waits.
        long[] settled = [.. positions];
        return WriteAsync(tables => tables.Settle(lane, settled), cancellationToken);
    }

    public Task DeferAsync(
        string lane, long position, DateTimeOffset notBefore, OutboxFailure failure, CancellationToken cancellationToken) =>
        WriteAsync(tables => tables.Defer(lane, position, notBefore, failure), cancellationToken);

    public Task ParkAsync(string lane, long position, OutboxFailure failure, CancellationToken cancellationToken) =>
        WriteAsync(tables => tables.Park(lane, position, failure, clock.GetUtcNow()), cancellationToken);

    public async Task<IReadOnlyList<ParkedMessage>> QueryParkedAsync(
        ParkedFilter filter, int max, CancellationToken cancellationToken) =>
        await ReadFileAsync(reader => reader.Query(filter, max), cancellationToken).ConfigureAwait(false);

    public Task RetryParkedAsync(IReadOnlyCollection<ParkedMessage> parked, CancellationToken cancellationToken)
    {
        var numbers = parked.Select(p => p.Number).ToArray();
        var rows = EncodedRow.Encode([.. parked.Select(p => new OutboxRow(p.Lane, p.Message.AsReplay()))]);
        return WriteAsync(
            tables =>
            {
                for (var i = 0; i < numbers.Length; i++) tables.Retry(numbers[i], rows[i]);
            },
            cancellationToken);
    }

    public Task DiscardParkedAsync(IReadOnlyCollection<long> numbers, CancellationToken cancellationToken)
    {
        long[] discarded = [.. numbers];
        return WriteAsync(tables => tables.Discard(discarded), cancellationToken);
    }

    public async Task<int> PruneParkedAsync(
        DateTimeOffset before, int keep, int max, CancellationToken cancellationToken)
    {
        var removed = 0;
        await WriteAsync(tables => removed = tables.Prune(before, keep, max), cancellationToken).ConfigureAwait(false);
        return removed;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        writer.Start();
        return Task.CompletedTask;
    }

    /// <summary>The relay has stopped before. The file is closed, so that another process can go on with it at once.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => writer.CloseAsync().WaitAsync(cancellationToken);

    private Task WriteAsync(Action<OutboxTables> work, CancellationToken cancellationToken) =>
        writer.WriteAsync(work).WaitAsync(cancellationToken);

    private async Task<T> ReadFileAsync<T>(Func<OutboxReader, T?> read, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            var reader = await writer.OpenReaderAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                if (read(reader) is { } result) return result;
            }
            catch (SqliteException error)
            {
                if (SqliteErrors.IsDamage(error)) await writer.ReportDamageAsync(reader, error).ConfigureAwait(false);
                throw SqliteErrors.Describe(reader.File, error);
            }
        }
    }

    private async Task ParkUnreadableAsync(string lane, long position)
    {
        var failure = new OutboxFailure(0, MessengerErrorKind.Invalid, UnreadableError);
        await ParkAsync(lane, position, failure, CancellationToken.None).ConfigureAwait(false);
        Log.Unreadable(logger, lane, position);
    }

    private static partial class Log
    {
        [LoggerMessage(8008, LogLevel.Error, "{Lane}: the row at {Position} is damaged: its headers cannot be read. It was parked.")]
        public static partial void Unreadable(ILogger logger, string lane, long position);
    }
}
