using Amqp;

namespace PdcBus;

internal sealed partial class AmqpConnection : IThreadPoolWorkItem
{
    private const int Idle = 0;
    private const int Running = 1;
    private const int Due = 2;

    private int _state;
    private AmqpFlight? _latest;
    private volatile bool _isHeldUp;

    /// <summary>Works on the queue until nothing can be done. Nobody else does meanwhile: see <see cref="Pulse"/>.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        do
        {
            Volatile.Write(ref _state, Running);
            try
            {
                while (Step())
                {
                }
            }
            catch (Exception error)
            {
                // Most often it has ended already, and the handler knows more.
                Lose($"Sending failed: {PeerText.Clean(error.Message)}");
            }
        }
        while (Interlocked.CompareExchange(ref _state, Idle, Running) != Running);
    }

    /// <summary>Something has changed: the queue is worked on, now or, if that is under way, right after.</summary>
    private void Pulse()
    {
        if (Interlocked.Exchange(ref _state, Due) == Idle) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>
    /// Does what comes next for the first message of the queue. False if that has to wait, for room, a link or credit: a
    /// message that waits holds up those behind it, also those of other links, so that the order of the calls is the order
    /// on the wire.
    /// </summary>
    private bool Step()
    {
        AmqpLink? evicted = null;
        AmqpFlight? flight = null;
        (AmqpLink Link, string Address)? attached = null;
        lock (_gate)
        {
            if (First() is not { } send) return false;
            var link = _links.Find(send.Message.Topic);
            if (Flaw(send.Message, link, out var address) is { } flaw)
            {
                _queue.Dequeue();
                send.Fail(flaw);
            }
            else if (link is not null)
            {
                if (!link.IsReady || !_flights.HasRoom || MustWaitForLatest(link)) return false;
                _queue.Dequeue();
                flight = new AmqpFlight(send, link, AmqpMessage.From(send.Message, _profile), _clock.GetTimestamp());
                _flights.Add(flight);
            }
            else if (_links.HasRoom)
            {
                attached = (_links.Add(send.Message.Topic), address);
            }
            else
            {
                evicted = _links.RemoveIdle();
                if (evicted is null) return false;
            }
        }

        evicted?.Sender!.Close(TimeSpan.Zero);
        attached?.Link.Attach(_session!, attached.Value.Address, OnAttached);
        if (flight is not null) Send(flight);
        return true;
    }

    /// <summary>The first of the queue that is still waited for.</summary>
    private PendingSend? First()
    {
        while (_queue.TryPeek(out var first))
        {
            if (!first.Send.IsOver) return first.Send;
            _queue.Dequeue();
        }

        if (_closing is not null && _flights.Count == 0) _drained.TrySetResult();
        return null;
    }

    /// <summary>Why this message cannot be sent at all; null if it can.</summary>
    private MessengerException? Flaw(PdcMessage message, AmqpLink? link, out string address)
    {
        address = "";
        var most = link is { MaxMessageSize: > 0 } ? Math.Min((ulong)_maxBody, link.MaxMessageSize) : (ulong)_maxBody;
        if ((ulong)message.Body.Length > most)
        {
            return new MessengerException(
                MessengerErrorKind.TooLarge,
                $"The body has {message.Body.Length} bytes, and {most} are possible. Raise Amqp:MaxBody, or the server's limit, or make the event smaller.");
        }

        try
        {
            if (link is null) address = _address.For(message.Topic);
            return null;
        }
        catch (MessengerException error)
        {
            return error;
        }
    }

    /// <summary>
    /// Messages of one link cannot overtake each other. Before another link gets one the latest has to have left, which
    /// it has not while its own link lacks credit.
    /// </summary>
    private bool MustWaitForLatest(AmqpLink link)
    {
        if (_latest is null || _latest.Link == link || _latest.IsOver || HasLeft(_latest)) return false;
        _isHeldUp = true;
        return !HasLeft(_latest);
    }

    /// <summary>Credit makes the thread that reads send what had waited for it, so that one has to be done, too.</summary>
    private bool HasLeft(AmqpFlight flight)
    {
        Interlocked.MemoryBarrier();
        var hasCredit = flight.HasCredit;
        Interlocked.MemoryBarrier();
        return hasCredit && !_transport.IsHandling;
    }

    private void OnHandled()
    {
        Interlocked.MemoryBarrier();
        if (!_isHeldUp) return;
        _isHeldUp = false;
        Pulse();
    }

    private void Send(AmqpFlight flight)
    {
        _latest = flight;
        try
        {
            flight.Link.Sender!.Send(flight.Message, deliveryState: null, _onOutcome, flight);
        }
        catch (AmqpException error)
        {
            // The link has just ended. Its messages have their outcome from there; this one may have missed that.
            Conclude(flight, ConnectionEnd.InDoubt($"The link was lost: {AmqpErrors.Text(error.Error)}."));
        }
    }
}
