using Amqp;

namespace PdcBus;

/// <summary>A message on its way over a link.</summary>
/// <param name="Send">Who waits for it.</param>
/// <param name="Link">Its link.</param>
/// <param name="Message">The message as the library has it; each attempt has one of its own.</param>
/// <param name="Sent">When it was handed over, by the clock's timestamps.</param>
internal sealed record AmqpFlight(PendingSend Send, AmqpLink Link, Message Message, long Sent)
{
    /// <summary>Its outcome is known, one way or the other.</summary>
    public bool IsOver { get; set; }

    /// <summary>The link had credit for it: the library has given it a tag and written it, or begun to.</summary>
    public bool HasCredit => Message.DeliveryTag is not null;
}
