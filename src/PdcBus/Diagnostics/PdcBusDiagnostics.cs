using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PdcBus;

/// <summary>
/// One activity source and one meter, both named <c>PdcBus</c>. Span and attribute names follow OpenTelemetry's
/// conventions for messaging.
/// </summary>
internal static class PdcBusDiagnostics
{
    public const string Name = "PdcBus";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> SettledMessages = Meter.CreateCounter<long>(
        "pdcbus.messages.settled", "{message}", "Messages that left the outbox, by outcome.");

    private static readonly Counter<long> RefusedMessages = Meter.CreateCounter<long>(
        "pdcbus.messages.refused", "{message}", "Refusals after which a message goes again, by kind of error.");

    private static readonly Histogram<double> Lag = Meter.CreateHistogram<double>(
        "pdcbus.delivery.lag", "s", "From the making of a message to its outcome.");

    /// <summary>Whether anybody listens to spans.</summary>
    public static bool IsTraced => Source.HasListeners();

    /// <summary>Sends inside a span of its own, linked to the request's: it may run minutes later.</summary>
    public static async Task TraceAsync(
        IMessenger messenger, PdcMessage message, string lane, CancellationToken cancellationToken)
    {
        using var activity = StartSend(message, lane);
        try
        {
            await messenger.SendAsync(message, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            activity?.SetTag("error.type", (error as MessengerException)?.Kind.ToString() ?? error.GetType().Name);
            activity?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }

    private static Activity? StartSend(PdcMessage message, string lane)
    {
        var links = ActivityContext.TryParse(message.TraceParent, message.TraceState, isRemote: true, out var request)
            ? new[] { new ActivityLink(request) }
            : null;
        var activity = Source.StartActivity($"send {message.Topic}", ActivityKind.Client, default(ActivityContext), links: links);
        activity?.SetTag("messaging.system", lane);
        activity?.SetTag("messaging.operation.name", "send");
        activity?.SetTag("messaging.operation.type", "send");
        activity?.SetTag("messaging.destination.name", message.Topic);
        activity?.SetTag("messaging.message.id", message.Id.ToString());
        return activity;
    }

    public static void Settled(string lane, string outcome, TimeSpan lag)
    {
        if (SettledMessages.Enabled) SettledMessages.Add(1, new("messenger", lane), new("outcome", outcome));
        if (Lag.Enabled) Lag.Record(lag.TotalSeconds, new("messenger", lane), new("outcome", outcome));
    }

    public static void Refused(string lane, MessengerErrorKind kind)
    {
        if (RefusedMessages.Enabled) RefusedMessages.Add(1, new("messenger", lane), new("kind", kind.ToString()));
    }
}
