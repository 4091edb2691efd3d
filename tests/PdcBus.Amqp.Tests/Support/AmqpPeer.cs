using System.Buffers.Binary;
using System.Net.Sockets;
using Amqp;
using Amqp.Framing;
using Amqp.Sasl;
using Amqp.Types;
using Encoder = Amqp.Types.Encoder;

namespace PdcBus;

/// <summary>The server's end of a connection: frames of AMQP 1.0, well-formed or not, in the order that a script wants.</summary>
public sealed class AmqpPeer(Socket socket)
{
    private static readonly byte[] SaslHeader = [.. "AMQP"u8, 3, 1, 0, 0];
    private static readonly byte[] PlainHeader = [.. "AMQP"u8, 0, 1, 0, 0];

    private readonly HashSet<uint> _detached = [];

    /// <summary>The links, by handle.</summary>
    public Dictionary<uint, Attach> Links { get; } = [];

    /// <summary>How the client has logged in.</summary>
    public string Mechanism { get; private set; } = "";

    /// <summary>What the client has asked for in Open.</summary>
    public Open Opened { get; private set; } = new();

    /// <summary>Takes any login, opens connection and session.</summary>
    public async Task AcceptAsync(CancellationToken cancellationToken, Open? answer = null, params string[] mechanisms)
    {
        await LoginAsync(SaslCode.Ok, cancellationToken, mechanisms);
        await ReadExactlyAsync(8, cancellationToken);
        await WriteAsync(PlainHeader, cancellationToken);
        Opened = await ExpectAsync<Open>(cancellationToken);
        await WriteAsync(answer ?? new Open { ContainerId = "scripted", MaxFrameSize = 65536 }, cancellationToken);
        await ExpectAsync<Begin>(cancellationToken);
        await WriteAsync(
            new Begin { RemoteChannel = 0, NextOutgoingId = 0, IncomingWindow = 1_000_000, OutgoingWindow = 1_000_000, HandleMax = 1023 },
            cancellationToken);
    }

    /// <summary>The login alone, with any end.</summary>
    public async Task LoginAsync(SaslCode code, CancellationToken cancellationToken, params string[] mechanisms)
    {
        await ReadExactlyAsync(8, cancellationToken);
        await WriteAsync(SaslHeader, cancellationToken);
        var offered = mechanisms.Length == 0 ? ["PLAIN"] : mechanisms;
        await WriteAsync(
            new SaslMechanisms { SaslServerMechanisms = [.. offered.Select(m => new Symbol(m))] }, cancellationToken, type: 1);
        Mechanism = (await ExpectAsync<SaslInit>(cancellationToken)).Mechanism;
        await WriteAsync(new SaslOutcome { Code = code }, cancellationToken, type: 1);
    }

    /// <summary>Attaches links, gives credit and does with each message what the script wants, until the client leaves.</summary>
    public async Task ServeAsync(
        CancellationToken cancellationToken, Func<AmqpPeerMessage, Task>? taken = null, Func<Attach, Task>? attached = null,
        uint credit = 1000)
    {
        while (await ReadAsync(cancellationToken) is var (command, payload))
        {
            switch (command)
            {
                case Attach attach:
                    Links[attach.Handle] = attach;
                    if (attached is not null) await attached(attach);
                    else await AttachAsync(attach, credit, cancellationToken);
                    break;
                case Transfer transfer:
                    var message = new AmqpPeerMessage(
                        transfer.DeliveryId, ((Target)Links[transfer.Handle].Target).Address, Message.Decode(payload));
                    if (taken is not null) await taken(message);
                    else await SettleAsync(message, new Accepted(), cancellationToken);
                    break;
                case Detach detach when Links.Remove(detach.Handle) && !_detached.Remove(detach.Handle):
                    await WriteAsync(new Detach { Handle = detach.Handle, Closed = true }, cancellationToken);
                    break;
                case Close:
                    await WriteAsync(new Close(), cancellationToken);
                    return;
            }
        }
    }

    /// <summary>Answers an Attach, and gives credit.</summary>
    public async Task AttachAsync(Attach attach, uint credit, CancellationToken cancellationToken, ulong maxMessageSize = 0)
    {
        await WriteAsync(
            new Attach
            {
                LinkName = attach.LinkName, Handle = attach.Handle, Role = true, Source = attach.Source, Target = attach.Target,
                MaxMessageSize = maxMessageSize,
            },
            cancellationToken);
        if (credit > 0) await CreditAsync(attach.Handle, credit, cancellationToken);
    }

    /// <summary>Detaches a link from this side.</summary>
    public Task DetachAsync(uint handle, Error error, CancellationToken cancellationToken)
    {
        _detached.Add(handle);
        return WriteAsync(new Detach { Handle = handle, Closed = true, Error = error }, cancellationToken);
    }

    /// <summary>Gives credit.</summary>
    public Task CreditAsync(uint handle, uint credit, CancellationToken cancellationToken) => WriteAsync(
        new Flow
        {
            Handle = handle, LinkCredit = credit, DeliveryCount = 0, NextIncomingId = 0, IncomingWindow = 1_000_000,
            NextOutgoingId = 0, OutgoingWindow = 1_000_000,
        },
        cancellationToken);

    /// <summary>Settles a message, with an outcome or without one.</summary>
    public Task SettleAsync(AmqpPeerMessage message, DeliveryState? outcome, CancellationToken cancellationToken) => WriteAsync(
        new Dispose { Role = true, First = message.Number, Last = message.Number, Settled = true, State = outcome },
        cancellationToken);

    /// <summary>Sends a frame.</summary>
    public Task WriteAsync(DescribedList command, CancellationToken cancellationToken, byte type = 0)
    {
        var body = new ByteBuffer(256, autoGrow: true);
        command.Encode(body);
        var frame = new byte[8 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length);
        frame[4] = 2;
        frame[5] = type;
        body.Buffer.AsSpan(body.Offset, body.Length).CopyTo(frame.AsSpan(8));
        return WriteAsync(frame, cancellationToken);
    }

    /// <summary>Sends octets as they are.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken)
    {
        while (!octets.IsEmpty) octets = octets[await socket.SendAsync(octets, cancellationToken)..];
    }

    /// <summary>Ends the connection with a reset instead of a goodbye.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    /// <summary>Waits until the client has closed, and takes whatever it still sends.</summary>
    public async Task WaitForCloseAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        while (await socket.ReceiveAsync(buffer, cancellationToken) > 0)
        {
        }
    }

    /// <summary>The next frame that is not empty; null when the client has closed.</summary>
    public async Task<(DescribedList Command, ByteBuffer Payload)?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var size = await ReadExactlyAsync(4, cancellationToken);
            if (size.Length < 4) return null;
            var frame = await ReadExactlyAsync(BinaryPrimitives.ReadInt32BigEndian(size) - 4, cancellationToken);
            if (frame.Length <= 4) continue;
            var buffer = new ByteBuffer(frame, 4, frame.Length - 4, frame.Length - 4);
            return ((DescribedList)Encoder.ReadObject(buffer), buffer);
        }
    }

    private async Task<T> ExpectAsync<T>(CancellationToken cancellationToken)
        where T : DescribedList =>
        await ReadAsync(cancellationToken) is (T command, _)
            ? command
            : throw new InvalidDataException($"{typeof(T).Name} was expected.");

    private async Task<byte[]> ReadExactlyAsync(int count, CancellationToken cancellationToken)
    {
        var octets = new byte[count];
        for (var have = 0; have < count;)
        {
            var read = await socket.ReceiveAsync(octets.AsMemory(have), cancellationToken);
            if (read == 0) return octets[..have];
            have += read;
        }

        return octets;
    }
}
