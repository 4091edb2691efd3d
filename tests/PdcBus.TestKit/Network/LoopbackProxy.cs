using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace PdcBus;

/// <summary>
/// Stands between a messenger and a broker, and does to the connection what networks and bad servers do. It knows
/// nothing of the protocol.
/// </summary>
public sealed class LoopbackProxy : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly EndPoint _target;
    private readonly TestCertificate? _certificate;
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _connections = [];
    private readonly List<Socket> _sockets = [];
    private readonly Task _accepting;
    private volatile TaskCompletionSource _flow = Flowing();
    private int _accepted;

    /// <summary>Listens on a free port.</summary>
    /// <param name="target">The broker.</param>
    /// <param name="certificate">With it the proxy speaks TLS to the messenger, and plainly to the broker.</param>
    public LoopbackProxy(EndPoint target, TestCertificate? certificate = null)
    {
        _target = target;
        _certificate = certificate;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public DnsEndPoint Address => new("localhost", ((IPEndPoint)_listener.LocalEndPoint!).Port);

    /// <summary>How many connections have come.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Closes every new connection at once.</summary>
    public bool Refuses { get; set; }

    /// <summary>Answers every new connection with these octets instead of the broker.</summary>
    public byte[]? Garbage { get; set; }

    /// <summary>Ends a connection when the messenger next writes to it.</summary>
    public bool HangsUpOnData { get; set; }

    /// <summary>Reads so many bytes a second from the messenger; null for as fast as it can.</summary>
    public int? BytesPerSecond { get; set; }

    /// <summary>Lets nothing through, and closes nothing.</summary>
    public void Freeze() => _flow = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets everything through again.</summary>
    public void Thaw() => _flow.TrySetResult();

    /// <summary>Ends all connections with a reset.</summary>
    public void HangUp()
    {
        lock (_sockets)
        {
            foreach (var socket in _sockets) socket.Close(timeout: 0);

            _sockets.Clear();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        Thaw();
        _listener.Dispose();
        HangUp();
        await _accepting;
        await Task.WhenAll(_connections);
        _end.Dispose();
    }

    private static TaskCompletionSource Flowing()
    {
        var flow = new TaskCompletionSource();
        flow.SetResult();
        return flow;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync(_end.Token);
                Interlocked.Increment(ref _accepted);
                _connections.Add(ServeAsync(socket));
            }
        }
        catch (Exception error) when (IsEnd(error))
        {
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            lock (_sockets) _sockets.AddRange([client, server]);
            try
            {
                if (Refuses) return;
                if (Garbage is { } garbage)
                {
                    await client.SendAsync(garbage, _end.Token);
                    await client.ReceiveAsync(new byte[1024], _end.Token);
                    return;
                }

                if (BytesPerSecond is not null) client.ReceiveBufferSize = 16 * 1024;
                await server.ConnectAsync(_target, _end.Token);
                await using var near = await OpenAsync(client);
                await using var far = new NetworkStream(server);
                await Task.WhenAny(PumpAsync(near, far, isUpstream: true), PumpAsync(far, near, isUpstream: false));
            }
            catch (Exception error) when (IsEnd(error))
            {
            }
            finally
            {
                lock (_sockets) _sockets.RemoveAll(s => s == client || s == server);
            }
        }
    }

    private async Task<Stream> OpenAsync(Socket client)
    {
        var plain = new NetworkStream(client);
        if (_certificate is null) return plain;
        var secure = new SslStream(plain);
        using var certificate = _certificate.Load();
        await secure.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = certificate }, _end.Token);
        return secure;
    }

    private async Task PumpAsync(Stream from, Stream to, bool isUpstream)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int count;
            while ((count = await from.ReadAsync(buffer, _end.Token)) > 0)
            {
                if (isUpstream && HangsUpOnData) return;
                if (isUpstream && BytesPerSecond is { } rate)
                {
                    await Task.Delay(TimeSpan.FromSeconds((double)count / rate), TimeProvider.System, _end.Token);
                }

                await _flow.Task.WaitAsync(_end.Token);
                await to.WriteAsync(buffer.AsMemory(0, count), _end.Token);
            }
        }
        catch (Exception error) when (IsEnd(error))
        {
        }
    }

    private static bool IsEnd(Exception error) => error is OperationCanceledException or ObjectDisposedException
        or IOException or SocketException or System.Security.Authentication.AuthenticationException;
}
