using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using NetMQ;
using NetMQ.Sockets;

namespace PdcBus.Conformance.Tests;

/// <summary>The inner side of a fedmsg relay: publishers connect to it. Its socket belongs to a thread of its own.</summary>
internal sealed class Relay : IDisposable
{
    private readonly Channel<(string Topic, JsonElement Envelope)> _messages =
        Channel.CreateUnbounded<(string Topic, JsonElement Envelope)>();
    private readonly TaskCompletionSource<string> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _thread;
    private volatile bool _isOver;

    private Relay()
    {
        _thread = new Thread(Read) { IsBackground = true };
        _thread.Start();
    }

    public string Address { get; private set; } = "";

    public static async Task<Relay> StartAsync()
    {
        var relay = new Relay();
        relay.Address = await relay._opened.Task;
        return relay;
    }

    /// <summary>The next message: its first frame, and its second as JSON.</summary>
    public async Task<(string Topic, JsonElement Envelope)> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(TimeSpan.FromMinutes(1));
        return await _messages.Reader.ReadAsync(late.Token);
    }

    public void Dispose()
    {
        _isOver = true;
        _thread.Join();
    }

    private void Read()
    {
        using var socket = new SubscriberSocket();
        socket.Options.ReceiveHighWatermark = 0;
        socket.SubscribeToAnyTopic();
        socket.Bind("tcp://127.0.0.1:0");
        _opened.SetResult(socket.Options.LastEndpoint!);
        while (!_isOver)
        {
            var frames = new NetMQMessage();
            if (!socket.TryReceiveMultipartMessage(TimeSpan.FromMilliseconds(20), ref frames!)) continue;
            _messages.Writer.TryWrite(
                (Encoding.UTF8.GetString(frames[0].ToByteArray()), JsonElement.Parse(frames[1].ToByteArray())));
        }
    }
}
