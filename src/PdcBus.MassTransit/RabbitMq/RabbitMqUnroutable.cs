namespace PdcBus;

/// <summary>What happens to a message that no queue is bound for.</summary>
public enum RabbitMqUnroutable
{
    /// <summary>It is recorded, with one warning for each topic, and done: most topics have no subscriber.</summary>
    Record,

    /// <summary>It is parked and waits for a person.</summary>
    Park,
}
