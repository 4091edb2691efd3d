using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging;

namespace PdcBus;

/// <summary>
/// The one thread that owns the socket: it opens it, numbers and signs envelopes in the order in which they come, and
/// closes it when everything is out. Starts with the first message.
/// </summary>
internal sealed partial class FedmsgPublisher : IAsyncDisposable
{
    /// <summary>
    /// Subscribers connect anew within a second; what is sent to a socket before they have is lost.
    /// </summary>
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Names are looked up when a socket connects: a relay that has moved is found by another socket.</summary>
    private static readonly TimeSpan LookUpInterval = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan ListenInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WaitSlice = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(5);

    private readonly FedmsgMode _mode;
    private readonly List<FedmsgEndpoint> _endpoints;
    private readonly bool _requireSubscriber;
    private readonly SignerFiles _files;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;

    private readonly BlockingCollection<Delivery> _deliveries = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();

    // Guarded by the gate.
    private Thread? _owner;
    private bool _isClosed;

    // Used by the owner only.
    private PublishingSocket? _socket;
    private (string Addresses, string Missing) _said;
    private long _sent;
    private bool _hasFailed;

    public FedmsgPublisher(
        FedmsgMode mode, IEnumerable<FedmsgEndpoint> endpoints, bool requireSubscriber, SignerFiles files,
        TimeProvider clock, ILogger logger)
    {
        _mode = mode;
        _endpoints = [.. endpoints];
        _requireSubscriber = requireSubscriber;
        _files = files;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>Hands an envelope to the owner. Calls in turn go out in turn.</summary>
    /// <exception cref="MessengerException">Nobody could hear it, it could not be signed, or the end has come.</exception>
    public async Task SendAsync(FedmsgEnvelope envelope, CancellationToken cancellationToken)
    {
        var delivery = new Delivery(envelope);
        lock (_gate)
        {
            if (_isClosed) throw new MessengerException(MessengerErrorKind.Unreachable, "The messenger has been stopped.");
            _deliveries.Add(delivery, CancellationToken.None);
            if (_owner is null)
            {
                _owner = new Thread(Own) { Name = "PdcBus fedmsg", IsBackground = true };
                _owner.Start();
            }
        }

        var cancel = cancellationToken.Register(() => delivery.Cancel(cancellationToken));
        await using (cancel.ConfigureAwait(false)) await delivery.Task.ConfigureAwait(false);
    }

    /// <summary>
    /// Sends what has been handed over, and waits until it is out, but not for ever. A second call waits for the first.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        bool isFirst;
        lock (_gate)
        {
            isFirst = !_isClosed;
            _isClosed = true;
            if (isFirst) _deliveries.CompleteAdding();
            if (_owner is null) _ended.TrySetResult();
        }

        await _ended.Task.ConfigureAwait(false);
        if (!isFirst) return;
        _deliveries.Dispose();
        _files.Dispose();
    }

    private void Own()
    {
        try
        {
            while (!_deliveries.IsCompleted)
            {
                if (_deliveries.TryTake(out var delivery, ListenInterval)) Deliver(delivery);
                else ListenIdly();
            }

            _socket?.Close(Linger);
        }
        catch (Exception e)
        {
            Log.CloseFailed(_logger, e);
        }

        _ended.TrySetResult();
    }

    /// <summary>What peers say would pile up otherwise.</summary>
    private void ListenIdly()
    {
        if (_socket is null) return;
        try
        {
            _socket.Listen(TimeSpan.Zero);
            ConnectFound(_socket);
        }
        catch (Exception e)
        {
            GiveUpSocket(e);
        }
    }

    private void Deliver(Delivery delivery)
    {
        if (delivery.IsOver) return;
        try
        {
            Publish(delivery);
        }
        catch (MessengerException e)
        {
            delivery.Fail(e);
            if (e.Kind == MessengerErrorKind.Unreachable) FailWaiting(e);
        }
        catch (Exception e)
        {
            // Whatever the library throws, for example after the application has ended its context: the socket is
            // gone, and the next message opens another.
            GiveUpSocket(e);
            var error = new MessengerException(MessengerErrorKind.Unreachable, $"ZeroMQ failed: {e.Message}", e);
            delivery.Fail(error);
            FailWaiting(error);
        }
    }

    /// <summary>What was handed over behind a message that did not go out must not overtake it.</summary>
    private void FailWaiting(MessengerException error)
    {
        while (_deliveries.TryTake(out var delivery)) delivery.Fail(error);
    }

    private void Publish(Delivery delivery)
    {
        var socket = _socket ??= Open();
        socket.Listen(TimeSpan.Zero);
        ConnectFound(socket);
        WaitForSubscriber(socket, delivery);
        if (_requireSubscriber && !socket.HasSubscriber) ThrowNobodyListens(socket);
        if (delivery.IsOver) return;

        var envelope = delivery.Envelope;
        var topic = Encoding.UTF8.GetBytes(envelope.Topic);
        var heard = socket.IsHeard(topic);
        socket.Send(topic, envelope.Seal(_sent + 1, _files.Current()));
        _sent++;
        _hasFailed = false;
        if (heard) delivery.Complete();
        else delivery.Fail(new MessengerException(MessengerErrorKind.Unroutable, "Nobody is subscribed to this topic."));
    }

    private PublishingSocket Open()
    {
        var socket = PublishingSocket.Open(_mode, _endpoints, _clock);
        // While no relay is there, sockets follow one another. What is the same each time is said once.
        if (_said == (socket.Addresses, socket.Missing)) return socket;
        _said = (socket.Addresses, socket.Missing);
        if (_mode == FedmsgMode.Bind) Log.Bound(_logger, socket.Addresses);
        else Log.Connecting(_logger, socket.Addresses);
        if (socket.Missing.Length > 0) Log.Missing(_logger, socket.Missing);
        return socket;
    }

    private void ConnectFound(PublishingSocket socket)
    {
        foreach (var relay in socket.ConnectFound()) Log.Found(_logger, relay);
    }

    private void WaitForSubscriber(PublishingSocket socket, Delivery delivery)
    {
        while (!socket.HasSubscriber &&
               !delivery.IsOver &&
               _clock.GetElapsedTime(socket.OpenedAt) < ReadyTimeout &&
               !_deliveries.IsAddingCompleted)
        {
            socket.Listen(WaitSlice);
        }
    }

    private void ThrowNobodyListens(PublishingSocket socket)
    {
        var addresses = socket.Addresses;
        if (_mode == FedmsgMode.Connect && _clock.GetElapsedTime(socket.OpenedAt) > LookUpInterval)
        {
            _socket = null;
            socket.Dispose();
        }

        throw new MessengerException(
            MessengerErrorKind.Unreachable,
            $"Nobody is subscribed at {addresses}: the relay is away, or this is not its address. Check " +
            "PdcBus:Fedmsg:Endpoints, or set PdcBus:Fedmsg:RequireSubscriber to false to let such messages be dropped.");
    }

    private void GiveUpSocket(Exception reason)
    {
        if (!_hasFailed) Log.SocketFailed(_logger, reason);
        _hasFailed = true;
        var socket = _socket;
        _socket = null;
        try
        {
            socket?.Dispose();
        }
        catch (Exception e)
        {
            Log.CloseFailed(_logger, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(6010, LogLevel.Information, "fedmsg: publishing at {Addresses}. This bus confirms nothing: best effort.")]
        public static partial void Bound(ILogger logger, string addresses);

        [LoggerMessage(6011, LogLevel.Information, "fedmsg: publishing to {Addresses}. This bus confirms nothing: best effort.")]
        public static partial void Connecting(ILogger logger, string addresses);

        [LoggerMessage(6014, LogLevel.Warning,
            "fedmsg: relays that cannot be looked up are left out until they can: {Relays}. Check PdcBus:Fedmsg:Endpoints.")]
        public static partial void Missing(ILogger logger, string relays);

        [LoggerMessage(6015, LogLevel.Information, "fedmsg: {Relay} can be looked up now, and gets messages from here on.")]
        public static partial void Found(ILogger logger, FedmsgEndpoint relay);

        [LoggerMessage(6012, LogLevel.Warning, "fedmsg: the ZeroMQ socket failed; the next message opens another.")]
        public static partial void SocketFailed(ILogger logger, Exception error);

        [LoggerMessage(6013, LogLevel.Warning, "fedmsg: the ZeroMQ socket could not be closed.")]
        public static partial void CloseFailed(ILogger logger, Exception error);
    }
}
