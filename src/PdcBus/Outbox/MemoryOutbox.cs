using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PdcBus;

/// <summary>
/// The outbox of applications that need none on disk: quick, bounded by the admission, and gone with the process.
/// </summary>
internal sealed partial class MemoryOutbox(
    OutboxSignal signal, TimeProvider clock, PdcLedger ledger, ILogger<MemoryOutbox> logger)
    : IOutbox, IOutboxStore, IHostedService
{
    public const string Kind = "memory";

    private const int ParkedCapacity = 1000;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, MemoryLane> _lanes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<long, ParkedMessage> _parked = [];
    private long _position;
    private long _waiting;
    private long _waitingBytes;

    public bool JoinsTransaction => false;

    public OutboxFigures Figures
    {
        get
        {
            lock (_gate)
            {
                var oldest = _lanes.Values.Min(lane => lane.Oldest?.Message.CreatedAt);
                return new OutboxFigures(_waiting, _waitingBytes, _parked.Count, oldest);
            }
        }
    }

    public Task AppendAsync(IReadOnlyList<OutboxRow> rows, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var row in rows) Append(row.Lane, row.Message);
        }

        signal.Pulse();
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<OutboxEntry>> ReadAsync(
        string lane, long after, int max, CancellationToken cancellationToken)
    {
        lock (_gate) return Task.FromResult<IReadOnlyList<OutboxEntry>>(LaneOf(lane).Read(after, max));
    }

    public Task SettleAsync(string lane, IReadOnlyCollection<long> positions, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var position in positions) Remove(lane, position);
        }

        return Task.CompletedTask;
    }

    public Task DeferAsync(
        string lane, long position, DateTimeOffset notBefore, OutboxFailure failure, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            LaneOf(lane).Update(position, e => e with { Attempts = failure.Attempts, NotBefore = notBefore });
        }

        return Task.CompletedTask;
    }

    public Task ParkAsync(string lane, long position, OutboxFailure failure, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (Remove(lane, position) is not { } entry) return Task.CompletedTask;
            if (_parked.Count == ParkedCapacity) _parked.Remove(_parked.Keys.First());
            _parked.Add(++_position, new ParkedMessage(_position, lane, entry.Message, failure, clock.GetUtcNow()));
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<ParkedMessage>> QueryParkedAsync(
        ParkedFilter filter, int max, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<ParkedMessage>>([.. _parked.Values.Where(filter.Matches).Take(max)]);
        }
    }

    public Task RetryParkedAsync(IReadOnlyCollection<ParkedMessage> parked, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var retried in parked)
            {
                if (_parked.Remove(retried.Number)) Append(retried.Lane, retried.Message.AsReplay());
            }
        }

        return Task.CompletedTask;
    }

    public Task DiscardParkedAsync(IReadOnlyCollection<long> numbers, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var number in numbers) _parked.Remove(number);
        }

        return Task.CompletedTask;
    }

    public Task<int> PruneParkedAsync(DateTimeOffset before, int keep, int max, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var surplus = _parked.Count - keep;
            var old = _parked.Values.TakeWhile((p, i) => i < surplus || p.ParkedAt < before).Take(max).ToList();
            foreach (var parked in old) _parked.Remove(parked.Number);
            return Task.FromResult(old.Count);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The relay has stopped before: what is still here dies with the process, and that is said.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_waiting > 0) Log.Lost(logger, _waiting);
            if (_parked.Count > 0) Log.ParkedLost(logger, _parked.Count);
            foreach (var (name, lane) in _lanes)
            {
                foreach (var entry in lane.All()) RecordLost(name, entry.Message);
            }

            foreach (var parked in _parked.Values) RecordLost(parked.Lane, parked.Message);
        }

        return Task.CompletedTask;
    }

    private void RecordLost(string lane, PdcMessage message) => ledger.Add(new PdcLedgerOutcome(
        clock.GetUtcNow(), message.Id, message.Topic, lane, PdcOutcome.Lost, "the application stopped"));

    private void Append(string lane, PdcMessage message)
    {
        LaneOf(lane).Add(new OutboxEntry(++_position, message));
        _waiting++;
        _waitingBytes += message.Body.Length;
    }

    private MemoryLane LaneOf(string name)
    {
        if (!_lanes.TryGetValue(name, out var lane)) _lanes[name] = lane = new MemoryLane();
        return lane;
    }

    private OutboxEntry? Remove(string lane, long position)
    {
        if (LaneOf(lane).Remove(position) is not { } entry) return null;
        _waiting--;
        _waitingBytes -= entry.Message.Body.Length;
        return entry;
    }

    private static partial class Log
    {
        [LoggerMessage(1100, LogLevel.Warning,
            "The application stops while {Count} messages wait in memory: they are lost. An outbox on disk keeps them.")]
        public static partial void Lost(ILogger logger, long count);

        [LoggerMessage(1101, LogLevel.Warning,
            "The application stops while {Count} messages are parked in memory: they are lost. An outbox on disk keeps them.")]
        public static partial void ParkedLost(ILogger logger, int count);
    }
}
