using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace PdcBus;

/// <summary>What all scopes share: turns decided batches into rows, and records what was decided.</summary>
internal sealed partial class PdcPublisher(
    TimeProvider clock,
    MessageWriter writer,
    LaneRouter router,
    PdcLedger ledger,
    ILogger<PdcPublisher> logger)
{
    /// <summary>Paths come from outside: what has been said about so many is not said about more.</summary>
    private const int SourcesNamed = 100;

    private readonly HashSet<string> _late = new(StringComparer.Ordinal);

    public TimeProvider Clock { get; } = clock;

    /// <summary>An event as it stands in the buffer, with the id under which it will be known.</summary>
    public PendingEvent Receive(object pdcEvent, long number)
    {
        var (topic, key) = EventMetadata.Of(pdcEvent);
        var now = Clock.GetUtcNow();
        return new PendingEvent(number, Guid.CreateVersion7(now), pdcEvent, topic, writer.FullTopic(topic), key, now);
    }

    /// <summary>The rows of a batch: one for each message and messenger, in order.</summary>
    public IReadOnlyList<OutboxRow> ToRows(IReadOnlyList<PendingEvent> events, CommonFields common)
    {
        var rows = new List<OutboxRow>(events.Count);
        var messages = writer.Write(events, common);
        for (var i = 0; i < events.Count; i++) router.Route(events[i].Topic, messages[i], rows);
        return rows;
    }

    public PdcLedgerDecision Record(string source, PublishDecision decision, IReadOnlyList<PendingEvent> events)
    {
        if (!decision.Publish && events.Count > 0) Log.Discarded(logger, source, events.Count, decision.Detail);
        var entry = new PdcLedgerDecision(
            Clock.GetUtcNow(),
            source,
            Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.TraceId.ToHexString() : null,
            decision,
            [.. events.Select(e => new PdcLedgerEvent(e.Id, e.FullTopic))]);
        ledger.Add(entry);
        return entry;
    }

    public void ReportNotStored(string source, IReadOnlyList<PendingEvent> events, bool isRolledBack, Exception error)
    {
        if (events.Count == 0) return;
        if (isRolledBack)
        {
            Log.NotStored(logger, source, events.Count, error);
            return;
        }

        var ids = string.Join(", ", events.Select(e => $"{e.FullTopic} {e.Id}"));
        Log.Lost(logger, source, ids, error);
    }

    /// <summary>Events that were not part of the transaction they could have been part of: said once for each source.</summary>
    public void ReportLate(string source, int count)
    {
        lock (_late)
        {
            if (_late.Count == SourcesNamed || !_late.Add(source)) return;
        }

        Log.Late(logger, source, count);
    }

    public void ReportRollBackFailed(string source, Exception error) => Log.RollBackFailed(logger, source, error);

    public void Note(PdcLedgerDecision entry, string note) => ledger.Note(entry, note);

    public void ReportUndecided(IReadOnlyList<PendingEvent> events)
    {
        Log.Undecided(logger, events.Count, events[0].FullTopic);
        ledger.Add(new PdcLedgerDecision(
            Clock.GetUtcNow(),
            "a scope without a decision",
            null,
            new PublishDecision(DiscardReason.Undecided, "nothing in the scope publishes events"),
            [.. events.Select(e => new PdcLedgerEvent(e.Id, e.FullTopic))]));
    }

    private static partial class Log
    {
        [LoggerMessage(1000, LogLevel.Information, "{Source}: {Count} events discarded: {Reason}.")]
        public static partial void Discarded(ILogger logger, string source, int count, string reason);

        [LoggerMessage(1001, LogLevel.Warning,
            "{Count} events ({Topic}, …) were added in a scope that nobody publishes: they are gone. Put " +
            "[PublishPdcEvents] on the action, .PublishPdcEvents() on the endpoint, or open an IPdcEventScope.")]
        public static partial void Undecided(ILogger logger, int count, string topic);

        [LoggerMessage(1002, LogLevel.Error, "{Source}: {Count} events were not stored; the work was rolled back.")]
        public static partial void NotStored(ILogger logger, string source, int count, Exception error);

        [LoggerMessage(1005, LogLevel.Warning,
            "{Source}: {Count} events were added after the last SaveChanges and stored in a transaction of their own; a crash " +
            "in between loses such events. Add them before SaveChanges, or let PdcTransaction.Required surround the " +
            "action. This is said once.")]
        public static partial void Late(ILogger logger, string source, int count);

        [LoggerMessage(1004, LogLevel.Error, "{Source}: the unit of work could not be rolled back.")]
        public static partial void RollBackFailed(ILogger logger, string source, Exception error);

        [LoggerMessage(1003, LogLevel.Critical,
            "{Source}: the work stands, but its events could not be stored and are lost: {Ids}.")]
        public static partial void Lost(ILogger logger, string source, string ids, Exception error);
    }
}
