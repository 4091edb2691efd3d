using Microsoft.Extensions.Logging;

namespace PdcBus;

/// <summary>
/// What a lane tells the world: ledger, metrics and log. One line per change of state; never a payload.
/// </summary>
internal sealed partial class LaneReport(
    string lane, bool confirms, TimeProvider clock, PdcLedger ledger, ILogger logger)
{
    private readonly OnceEach _said = new();
    private bool _saidCancelFailed;

    public void Done(PdcMessage message, MessengerException? unroutable)
    {
        var now = clock.GetUtcNow();
        var (outcome, word, detail) = (unroutable, confirms) switch
        {
            ({ Message: var reason }, _) => (PdcOutcome.Unroutable, "unroutable", reason),
            (null, true) => (PdcOutcome.Confirmed, "confirmed", null),
            (null, false) => (PdcOutcome.Sent, "sent", "best effort: this bus confirms nothing"),
        };
        PdcBusDiagnostics.Settled(lane, word, now - message.CreatedAt);
        Add(now, message, outcome, detail);
        if (unroutable is not null && _said.IsFirst(message.Topic, MessengerErrorKind.Unroutable))
        {
            Log.Unroutable(logger, lane, message.Topic);
        }
    }

    public void Refused(PdcMessage message, OutboxFailure failure)
    {
        var now = clock.GetUtcNow();
        PdcBusDiagnostics.Refused(lane, failure.Kind);
        Add(now, message, PdcOutcome.Refused, failure.Error);
        if (_said.IsFirst(message.Topic, failure.Kind))
        {
            Log.Refused(logger, lane, message.Topic, message.Id, failure.Kind, failure.Error);
        }
    }

    public void Parked(PdcMessage message, OutboxFailure failure)
    {
        var now = clock.GetUtcNow();
        PdcBusDiagnostics.Settled(lane, "parked", now - message.CreatedAt);
        Add(now, message, PdcOutcome.Parked, failure.Error);
        Log.Parked(logger, lane, message.Topic, message.Id, failure.Attempts, failure.Kind, failure.Error);
    }

    public void Unreachable(string reason) => Log.Unreachable(logger, lane, reason);

    public void Reachable(TimeSpan away) => Log.Reachable(logger, lane, away.TotalSeconds);

    public void LeftBehind(int count) => Log.LeftBehind(logger, lane, count);

    /// <summary>Said once: it is a mistake of the messenger, and comes with every loss.</summary>
    public void CancelFailed(Exception error)
    {
        if (!_saidCancelFailed) Log.CancelFailed(logger, lane, error);
        _saidCancelFailed = true;
    }

    public void StoreFailed(Exception error) => Log.StoreFailed(logger, lane, error);

    public void StoreRecovered() => Log.StoreRecovered(logger, lane);

    private void Add(DateTimeOffset now, PdcMessage message, PdcOutcome outcome, string? detail) =>
        ledger.Add(new PdcLedgerOutcome(now, message.Id, message.Topic, lane, outcome, detail));

    private static partial class Log
    {
        [LoggerMessage(1200, LogLevel.Warning,
            "{Lane} is unreachable: {Reason} Messages wait in the outbox; the next line says when it is back.")]
        public static partial void Unreachable(ILogger logger, string lane, string reason);

        [LoggerMessage(1201, LogLevel.Information, "{Lane} is reachable again after {Seconds:0.0} s.")]
        public static partial void Reachable(ILogger logger, string lane, double seconds);

        [LoggerMessage(1202, LogLevel.Warning,
            "{Lane} has nobody to give {Topic} to: the bus takes such messages and drops them. This is said once.")]
        public static partial void Unroutable(ILogger logger, string lane, string topic);

        [LoggerMessage(1203, LogLevel.Warning,
            "{Lane} refused {Topic} {Id} ({Kind}): {Error} It goes again later; further refusals are in the ledger.")]
        public static partial void Refused(
            ILogger logger, string lane, string topic, Guid id, MessengerErrorKind kind, string error);

        [LoggerMessage(1204, LogLevel.Error, "{Lane}: {Topic} {Id} is parked after {Attempts} attempts ({Kind}): {Error}")]
        public static partial void Parked(
            ILogger logger, string lane, string topic, Guid id, int attempts, MessengerErrorKind kind, string error);

        [LoggerMessage(1205, LogLevel.Warning,
            "{Lane}: {Count} cancelled sends did not end in time and are left behind; their messages go again.")]
        public static partial void LeftBehind(ILogger logger, string lane, int count);

        [LoggerMessage(1206, LogLevel.Error, "{Lane}: the outbox cannot be read or settled. It is tried again.")]
        public static partial void StoreFailed(ILogger logger, string lane, Exception error);

        [LoggerMessage(1207, LogLevel.Information, "{Lane}: the outbox can be read and settled again.")]
        public static partial void StoreRecovered(ILogger logger, string lane);

        [LoggerMessage(1208, LogLevel.Warning,
            "{Lane}: the messenger failed while its sends were cancelled. They go again; this is said once.")]
        public static partial void CancelFailed(ILogger logger, string lane, Exception error);
    }
}
