using Amqp;
using Amqp.Framing;

namespace PdcBus;

/// <summary>The link of one topic. Its figures are guarded by the connection's gate.</summary>
internal sealed class AmqpLink(string topic, string name)
{
    /// <summary>The topic whose messages go over it.</summary>
    public string Topic => topic;

    /// <summary>The name under which it is attached, unique for the connection.</summary>
    public string Name => name;

    /// <summary>The library's part; null until it is attached from this side.</summary>
    public SenderLink? Sender { get; set; }

    /// <summary>The server has attached its side to a node: messages may go.</summary>
    public bool IsReady { get; set; }

    /// <summary>The largest message that the server takes on this link; zero if it has not said so.</summary>
    public ulong MaxMessageSize { get; set; }

    /// <summary>How many of its messages are under way.</summary>
    public int InFlight { get; set; }

    /// <summary>Grows with each use of any link.</summary>
    public long LastUsed { get; set; }

    /// <summary>Attaches it. The answer comes to the handler of the connection and to <paramref name="onAttached"/>.</summary>
    public void Attach(Session session, string address, Action<AmqpLink, Attach> onAttached)
    {
        var attach = new Attach
        {
            Source = new Source(),
            Target = new Target { Address = address, Durable = DurabilityOf(address) },
            // The sender waits for the outcome of each message; the receiver need not hear that it has it.
            SndSettleMode = SenderSettleMode.Unsettled,
            RcvSettleMode = ReceiverSettleMode.First,
        };
        Sender = new SenderLink(session, name, attach, (_, answer) => onAttached(this, answer));
    }

    /// <summary>RabbitMQ declares the queue that is addressed so, and without this as one that no restart survives.</summary>
    private static uint DurabilityOf(string address) => address.StartsWith("/queue/", StringComparison.Ordinal) ? 2u : 0u;
}
