using System.Net.Sockets;
using Amqp;

namespace PdcBus;

/// <summary>
/// The octets of one connection, as the protocol library asks for them. It is ours so that TLS is ours, so that whoever
/// owns the connection hears of its end before the library does, and so that small frames share a system call.
/// </summary>
/// <remarks>The library reads one piece after the other and writes one list after the other.</remarks>
internal sealed class AmqpTransport(Socket socket, Stream stream, TimeProvider clock) : IAsyncTransport, IAsyncDisposable
{
    // A TLS record holds 16 KiB; with smaller buffers every record would be a system call of its own.
    private const int BufferSize = 64 * 1024;

    private readonly byte[] _input = new byte[BufferSize];
    private byte[] _output = new byte[BufferSize];
    private int _start;
    private int _end;
    private long _lastHeard = clock.GetTimestamp();
    private volatile bool _isHandling;

    /// <summary>Called when the library has handled what it had read, before it waits for more.</summary>
    public Action? Handled { get; set; }

    /// <summary>Called with the reason when reading or writing has failed, before the library hears of it.</summary>
    public Action<Exception>? Failed { get; set; }

    /// <summary>The first failure; null if there was none.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>The library is handling what it has read.</summary>
    public bool IsHandling => _isHandling;

    /// <summary>For how long nothing has come from the server.</summary>
    public TimeSpan Silence => clock.GetElapsedTime(Volatile.Read(ref _lastHeard));

    public void SetConnection(Connection connection)
    {
    }

    public Task<int> ReceiveAsync(byte[] buffer, int offset, int count)
    {
        _isHandling = false;
        Handled?.Invoke();
        return _start < _end ? Task.FromResult(Take(buffer, offset, count)) : FillAsync(buffer, offset, count);
    }

    public async Task SendAsync(IList<ByteBuffer> bufferList, int listSize)
    {
        // What is sent in the meantime waits, and goes out together.
        await Task.Yield();
        try
        {
            await stream.WriteAsync(Gather(bufferList, listSize)).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Fail(error);
            throw;
        }
    }

    public void Close() => socket.Dispose();

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return stream.DisposeAsync();
    }

    void ITransport.Send(ByteBuffer buffer) => throw new NotSupportedException("Only SendAsync is used.");

    int ITransport.Receive(byte[] buffer, int offset, int count) => throw new NotSupportedException("Only ReceiveAsync is used.");

    private async Task<int> FillAsync(byte[] buffer, int offset, int count)
    {
        try
        {
            _start = 0;
            _end = await stream.ReadAsync(_input).ConfigureAwait(false);
            if (_end == 0) throw new IOException("The server closed the connection.");
        }
        catch (Exception error)
        {
            Fail(error);
            throw;
        }

        Volatile.Write(ref _lastHeard, clock.GetTimestamp());
        return Take(buffer, offset, count);
    }

    private int Take(byte[] buffer, int offset, int count)
    {
        var length = Math.Min(count, _end - _start);
        _input.AsSpan(_start, length).CopyTo(buffer.AsSpan(offset));
        _start += length;
        _isHandling = true;
        return length;
    }

    private ReadOnlyMemory<byte> Gather(IList<ByteBuffer> buffers, int size)
    {
        if (buffers is [var single]) return single.Buffer.AsMemory(single.Offset, single.Length);
        if (size > _output.Length) _output = new byte[size];
        var length = 0;
        for (var i = 0; i < buffers.Count; i++)
        {
            buffers[i].Buffer.AsSpan(buffers[i].Offset, buffers[i].Length).CopyTo(_output.AsSpan(length));
            length += buffers[i].Length;
        }

        return _output.AsMemory(0, length);
    }

    private void Fail(Exception error)
    {
        Failure ??= error;
        Failed?.Invoke(error);
    }
}
