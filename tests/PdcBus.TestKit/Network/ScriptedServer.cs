using System.Net;
using System.Net.Sockets;

namespace PdcBus;

/// <summary>
/// A server in the test's own process that does what a real one cannot be made to do. For each connection it plays a
/// script; when that ends the connection is closed.
/// </summary>
/// <typeparam name="TPeer">The server's side of a connection, in a protocol.</typeparam>
public abstract class ScriptedServer<TPeer> : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<Socket, TPeer> _speak;
    private readonly Func<TPeer, int, CancellationToken, Task> _script;
    private readonly List<Task> _peers = [];
    private readonly List<Exception> _problems = [];
    private readonly Task _accepting;
    private int _connections;

    /// <summary>Starts to listen on a free port of the loopback interface.</summary>
    /// <param name="url">Its URL, but for the port.</param>
    /// <param name="speak">Makes a peer of a connection.</param>
    /// <param name="script">What to do with a connection; the number counts them from one.</param>
    protected ScriptedServer(
        string url, Func<Socket, TPeer> speak, Func<TPeer, int, CancellationToken, Task> script)
    {
        _speak = speak;
        _script = script;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Url = $"{url}:{((IPEndPoint)_listener.LocalEndPoint!).Port}";
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public string Url { get; }

    /// <summary>How many connections have come.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>What clients did wrong, and what scripts did not expect.</summary>
    public IReadOnlyList<Exception> Problems
    {
        get
        {
            lock (_problems) return [.. _problems];
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        Task[] peers;
        lock (_peers) peers = [.. _peers];
        await Task.WhenAll(peers);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync(_end.Token);
                socket.NoDelay = true;
                var number = Interlocked.Increment(ref _connections);
                lock (_peers) _peers.Add(PlayAsync(socket, number));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or SocketException)
        {
        }
    }

    private async Task PlayAsync(Socket socket, int number)
    {
        using (socket)
        {
            try
            {
                await _script(_speak(socket), number, _end.Token);
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
            }
            catch (Exception error)
            {
                lock (_problems) _problems.Add(error);
            }
        }
    }
}
