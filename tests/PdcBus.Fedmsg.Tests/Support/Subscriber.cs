using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using NetMQ;
using NetMQ.Sockets;

namespace PdcBus.Fedmsg.Tests;

/// <summary>A subscriber, or the inner side of a relay. Its socket belongs to a thread of its own, which keeps reading.</summary>
internal sealed class Subscriber : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly BlockingCollection<NetMQMessage> _messages = [];
    private readonly TaskCompletionSource<string> _opened = new();
    private readonly ManualResetEventSlim _mayRead = new(initialState: true);
    private readonly Thread _thread;
    private volatile bool _isOver;

    private Subscriber(Func<SubscriberSocket, string> open, string prefix, int highWaterMark)
    {
        _thread = new Thread(() => Read(open, prefix, highWaterMark)) { IsBackground = true };
        _thread.Start();
        Address = _opened.Task.GetAwaiter().GetResult();
    }

    public string Address { get; }

    /// <summary>As a relay: binds, publishers connect.</summary>
    public static Subscriber Bind(string address = "tcp://127.0.0.1:0", string prefix = "", int highWaterMark = 0) => new(
        socket =>
        {
            socket.Bind(address);
            return socket.Options.LastEndpoint!;
        },
        prefix,
        highWaterMark);

    /// <summary>As a consumer: connects to a publisher that binds.</summary>
    public static Subscriber Connect(string address, string prefix = "") => new(
        socket =>
        {
            socket.Connect(address);
            return address;
        },
        prefix,
        highWaterMark: 0);

    /// <summary>Reads nothing more until <see cref="Resume"/>.</summary>
    public void Pause() => _mayRead.Reset();

    public void Resume() => _mayRead.Set();

    /// <summary>The next message: its first frame, and its second as JSON.</summary>
    public (string Topic, JsonElement Envelope) Receive()
    {
        Assert.True(_messages.TryTake(out var frames, Deadline), "No message came.");
        Assert.Equal(2, frames.FrameCount);
        return (Encoding.UTF8.GetString(frames[0].ToByteArray()), JsonElement.Parse(frames[1].ToByteArray()));
    }

    /// <summary>The numbers of the next so many messages.</summary>
    public IReadOnlyList<long> ReceiveNumbers(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Receive().Envelope.GetProperty("i").GetInt64())];

    /// <summary>Whether a message comes within a moment.</summary>
    public bool HasMessage() => _messages.TryTake(out _, TimeSpan.FromMilliseconds(200));

    public void Dispose()
    {
        _isOver = true;
        _mayRead.Set();
        _thread.Join();
        _messages.Dispose();
        _mayRead.Dispose();
    }

    private void Read(Func<SubscriberSocket, string> open, string prefix, int highWaterMark)
    {
        using var socket = new SubscriberSocket();
        socket.Options.ReceiveHighWatermark = highWaterMark;
        socket.Options.ReconnectInterval = TimeSpan.FromMilliseconds(100);
        socket.Subscribe(prefix);
        try
        {
            _opened.SetResult(open(socket));
        }
        catch (NetMQException e)
        {
            _opened.SetException(e);
            return;
        }

        while (!_isOver)
        {
            _mayRead.Wait();
            var message = new NetMQMessage();
            if (socket.TryReceiveMultipartMessage(TimeSpan.FromMilliseconds(20), ref message!)) _messages.Add(message);
        }
    }
}
