using System.Text;
using Amqp;

namespace PdcBus;

/// <summary>A message as the scripted server has got it.</summary>
public sealed record AmqpPeerMessage(uint Number, string Address, Message Message)
{
    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString((byte[])Message.Body);
}
