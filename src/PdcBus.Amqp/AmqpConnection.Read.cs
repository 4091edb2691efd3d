using Amqp;
using Amqp.Framing;
using Amqp.Handler;
using Amqp.Types;

namespace PdcBus;

internal sealed partial class AmqpConnection : IHandler
{
    private static readonly Symbol ProductKey = "product";

    private readonly OutcomeCallback _onOutcome;

    /// <summary>What the server calls itself; null if it has not said.</summary>
    public string? Product { get; private set; }

    /// <summary>With what the server has ended session or connection; null if it has not.</summary>
    public Error? Refusal { get; private set; }

    private bool IsRabbitMq => Product?.StartsWith("RabbitMQ", StringComparison.OrdinalIgnoreCase) == true;

    bool IHandler.CanHandle(EventId id) => id is EventId.ConnectionLocalOpen or EventId.ConnectionRemoteOpen
        or EventId.ConnectionLocalClose or EventId.ConnectionRemoteClose or EventId.SessionRemoteClose or EventId.LinkRemoteClose;

    /// <summary>
    /// Hears what the library is about to act upon. Of the end of a link and more it hears first; the outcomes that the
    /// library then makes up for what was under way find nobody waiting.
    /// </summary>
    public void Handle(Event protocolEvent)
    {
        switch (protocolEvent.Context)
        {
            case Open open when protocolEvent.Id == EventId.ConnectionLocalOpen:
                // Set here, it makes the server beat and the library start no watch of its own.
                open.IdleTimeOut = (uint)IdleTimeout.TotalMilliseconds;
                break;
            case Open open:
                Product = open.Properties?[ProductKey] as string;
                break;
            case Close { Error: null } when protocolEvent.Id == EventId.ConnectionLocalClose:
                // Our own goodbye.
                break;
            case Close broken when protocolEvent.Id == EventId.ConnectionLocalClose:
                Lose($"The server broke the protocol: {AmqpErrors.Text(broken.Error)}.");
                break;
            case Close close:
                TakeEnd("connection", close.Error);
                break;
            case End end:
                TakeEnd("session", end.Error);
                break;
            case Detach detach:
                TakeDetach(protocolEvent.Link.Name, detach.Error);
                break;
        }
    }

    /// <summary>
    /// The end of a session or connection does not say which message was at fault: if it can have been one of several all
    /// are in doubt, and the relay sends them one by one.
    /// </summary>
    private void TakeEnd(string what, Error? error)
    {
        Refusal = error ?? new Error(ErrorCode.ConnectionForced) { Description = "no reason" };
        var reason = $"The server ended the {what}: {AmqpErrors.Text(error)}.";
        bool isAlone;
        string? attaching;
        lock (_gate)
        {
            attaching = _flights.Count == 0 ? _links.Attaching : null;
            isAlone = _flights.Count == 1 && _links.Attaching is null;
        }

        End(
            new ConnectionEnd(reason, WasSilent: false, _hasConfirmed),
            send => AmqpErrors.OfAll(error, _address)
                ?? (isAlone || send.Message.Topic == attaching ? AmqpErrors.OfMessage(error) : null)
                ?? ConnectionEnd.InDoubt(reason));
    }

    /// <summary>Only this link is lost; the next message of its topic attaches another.</summary>
    private void TakeDetach(string name, Error? error)
    {
        var over = new List<(PendingSend Send, MessengerException Error)>();
        lock (_gate)
        {
            if (_isOver || _links.Remove(name) is not { } link) return;
            var flights = _flights.RemoveOf(link);
            var accused = flights.Count == 1 ? AmqpErrors.OfMessage(error) : null;
            var lost = AmqpErrors.OfAll(error, _address)
                ?? ConnectionEnd.InDoubt($"The server detached the link: {AmqpErrors.Text(error)}.");
            foreach (var flight in flights) over.Add((flight.Send, accused ?? lost));
            if (!link.IsReady) lost = AmqpErrors.OfRefusedLink(error, _address);
            // Those that wait must not overtake those that were under way.
            if (flights.Count > 0 || !link.IsReady)
            {
                over.AddRange(_queue.Where(q => q.Send.Message.Topic == link.Topic).Select(q => (q.Send, lost)));
            }
        }

        foreach (var (send, failure) in over) send.Fail(failure);
        Pulse();
    }

    /// <summary>
    /// A server that has no such node answers with a link to nowhere and detaches it, with the reason (section 2.6.3).
    /// </summary>
    private void OnAttached(AmqpLink link, Attach answer)
    {
        if (answer.Target is null) return;
        lock (_gate)
        {
            link.IsReady = true;
            link.MaxMessageSize = answer.MaxMessageSize;
        }

        Pulse();
    }

    private void OnOutcome(ILink sender, Message message, Outcome outcome, object state)
    {
        // Made up by the library because something has ended; whatever it is, the handler hears of it.
        if (sender.IsClosed || ((SenderLink)sender).Session.IsClosed) return;
        Conclude(
            (AmqpFlight)state,
            outcome is Accepted ? null : AmqpErrors.OfOutcome(outcome, _address, IsRabbitMq));
    }

    private void Conclude(AmqpFlight flight, MessengerException? error)
    {
        bool isAwaited;
        lock (_gate)
        {
            if (!_flights.Remove(flight)) return;
            _hasConfirmed |= error is null;
            isAwaited = _queue.Count > 0 || _closing is not null;
        }

        if (error is null) flight.Send.Confirm();
        else flight.Send.Fail(error);
        if (isAwaited) Pulse();
    }
}
