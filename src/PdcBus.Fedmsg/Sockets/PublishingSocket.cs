using System.Net.Sockets;
using NetMQ;
using NetMQ.Sockets;

namespace PdcBus;

/// <summary>
/// ZeroMQ's publishing socket, of the kind that also hears what its peers subscribe to. Belongs to one thread: used
/// from two, the library takes the process down.
/// </summary>
internal sealed class PublishingSocket : IDisposable
{
    /// <summary>
    /// Messages for one peer that does not read. At the mark ZeroMQ drops without a word, and its default of 1000 is
    /// one busy second; without a mark a stuck peer would take all memory.
    /// </summary>
    private const int HighWaterMark = 100_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly XPublisherSocket _socket = new();
    private readonly List<byte[]> _subscriptions = [];
    private readonly string _lifeSign = $"inproc://pdcbus-fedmsg-{Guid.NewGuid()}";
    private readonly FedmsgMode _mode;
    private readonly TimeProvider _clock;
    private readonly List<FedmsgEndpoint> _used = [];
    private MissingRelays _missing;
    private bool _hasSent;

    private PublishingSocket(FedmsgMode mode, bool iPv6, TimeProvider clock)
    {
        _mode = mode;
        _clock = clock;
        _missing = new MissingRelays([], clock);
        OpenedAt = clock.GetTimestamp();
        _socket.Options.IPv4Only = !iPv6;
        _socket.Options.SendHighWatermark = HighWaterMark;
        // A peer takes part from its subscription to its end. Otherwise messages would pile up in memory for a relay
        // that is away, instead of in the outbox, and nobody would hear that it is.
        _socket.Options.DelayAttachOnConnect = true;
        _socket.Options.ReconnectInterval = TimeSpan.FromMilliseconds(100);
        _socket.Options.ReconnectIntervalMax = TimeSpan.FromSeconds(1);
        // Firewalls forget idle connections, and a publisher would not notice.
        _socket.Options.TcpKeepalive = true;
        _socket.Options.TcpKeepaliveIdle = TimeSpan.FromSeconds(60);
        _socket.Options.TcpKeepaliveInterval = TimeSpan.FromSeconds(5);
        _socket.Monitor(_lifeSign, 0);
    }

    /// <summary>When it was opened, as a timestamp of the clock.</summary>
    public long OpenedAt { get; }

    /// <summary>The addresses in use, for the log.</summary>
    public string Addresses => string.Join(", ", _used);

    /// <summary>The relays that could not be looked up when it was opened, and why; empty if there were none.</summary>
    public string Missing { get; private set; } = "";

    /// <summary>Whether anybody is subscribed to anything.</summary>
    public bool HasSubscriber => _subscriptions.Count > 0;

    /// <summary>Whether anybody is subscribed to a topic: subscriptions are prefixes, of bytes.</summary>
    public bool IsHeard(byte[] topic) => _subscriptions.Any(prefix => topic.AsSpan().StartsWith(prefix));

    /// <summary>Connects to every endpoint, or binds the first that is free.</summary>
    /// <exception cref="MessengerException">None of them could be used; the error says why for each.</exception>
    public static PublishingSocket Open(FedmsgMode mode, IReadOnlyList<FedmsgEndpoint> endpoints, TimeProvider clock)
    {
        var socket = new PublishingSocket(mode, endpoints.Any(e => e.IsIPv6), clock);
        var flaws = new List<string>();
        var missing = new List<FedmsgEndpoint>();
        foreach (var endpoint in endpoints)
        {
            if (mode == FedmsgMode.Bind && socket._used.Count > 0) break;
            if (socket.Use(endpoint) is not { } flaw) continue;
            flaws.Add($"{endpoint} ({flaw})");
            missing.Add(endpoint);
        }

        if (socket._used.Count > 0)
        {
            if (mode == FedmsgMode.Bind) return socket;
            socket.Missing = string.Join(", ", flaws);
            socket._missing = new MissingRelays(missing, clock);
            return socket;
        }

        socket.Dispose();
        throw new MessengerException(
            MessengerErrorKind.Unreachable,
            mode == FedmsgMode.Bind
                ? $"No endpoint is free to bind: {string.Join(", ", flaws)}. Name more in PdcBus:Fedmsg:Endpoints, one " +
                  "for each process."
                : $"No relay can be looked up: {string.Join(", ", flaws)}. Check PdcBus:Fedmsg:Endpoints.");
    }

    /// <summary>Connects to relays that could not be looked up before and now can.</summary>
    /// <returns>Those relays.</returns>
    public IReadOnlyList<FedmsgEndpoint> ConnectFound()
    {
        if (_missing.IsEmpty) return [];
        var connected = new List<FedmsgEndpoint>();
        foreach (var endpoint in _missing.TakeFound())
        {
            if (Use(endpoint) is null) connected.Add(endpoint);
            else _missing.Add(endpoint);
        }

        return connected;
    }

    /// <summary>Takes in what peers have subscribed to and given up.</summary>
    /// <param name="wait">How long to wait for the first news.</param>
    public void Listen(TimeSpan wait)
    {
        while (_socket.TryReceiveFrameBytes(wait, out var news))
        {
            wait = TimeSpan.Zero;
            // ZMTP 3.0, SUBSCRIBE and CANCEL as messages: one octet, 1 or 0, and the prefix.
            if (news is not [0 or 1, ..]) continue;
            // The library tells of the first subscription to a prefix, and when the last one is gone.
            var prefix = news[1..];
            if (news[0] == 1) _subscriptions.Add(prefix);
            else _subscriptions.RemoveAll(other => other.AsSpan().SequenceEqual(prefix));
        }
    }

    /// <summary>Hands two frames to ZeroMQ, which tells nothing about what becomes of them.</summary>
    public void Send(byte[] topic, byte[] body)
    {
        _hasSent = true;
        _socket.SendMoreFrame(topic).SendFrame(body);
    }

    /// <summary>Closes, and waits until what was sent is out, but not longer than this.</summary>
    /// <remarks>
    /// The library ends its connections with a reset as soon as its own queue is empty, and the kernel then throws
    /// away what it has not sent yet. So the kernel comes first, and then the library's queue, which has an address
    /// within the process as long as it lives.
    /// </remarks>
    public void Close(TimeSpan linger)
    {
        if (_socket.IsDisposed) return;
        var started = _clock.GetTimestamp();
        if (_hasSent && HasSubscriber) WaitForKernel(linger, started);
        var left = linger - _clock.GetElapsedTime(started);
        _socket.Options.Linger = left > TimeSpan.Zero ? left : TimeSpan.Zero;
        _socket.Dispose();
        while (_clock.GetElapsedTime(started) < linger && IsAlive())
        {
        }
    }

    /// <summary>Closes at once; what is not out is lost.</summary>
    public void Dispose() => Close(TimeSpan.Zero);

    /// <summary>Binds or connects. Returns why that is not possible; null if it is.</summary>
    private string? Use(FedmsgEndpoint endpoint)
    {
        try
        {
            if (_mode == FedmsgMode.Bind) _socket.Bind(endpoint.ToString());
            else _socket.Connect(endpoint.ToString());
            _used.Add(endpoint);
            return null;
        }
        catch (Exception e) when (e is NetMQException or SocketException or ArgumentException)
        {
            return e.Message.TrimEnd('.');
        }
    }

    private void WaitForKernel(TimeSpan linger, long started)
    {
        // The library's thread may be about to hand over more, so one look is not enough.
        const int LooksInARow = 3;
        var looks = 0;
        while (looks < LooksInARow && HasSubscriber && _clock.GetElapsedTime(started) < linger)
        {
            looks = TcpBacklog.Of([.. _used.Select(e => e.Port)], local: _mode == FedmsgMode.Bind) == 0 ? looks + 1 : 0;
            Listen(Pause);
        }
    }

    private bool IsAlive()
    {
        using var visitor = new PairSocket();
        try
        {
            visitor.Connect(_lifeSign);
        }
        catch (EndpointNotFoundException)
        {
            return false;
        }

        visitor.TryReceiveFrameBytes(Pause, out _);
        return true;
    }
}
