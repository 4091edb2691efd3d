namespace PdcBus;

/// <summary>
/// The exchange that messages are published to. It is declared when the first message is sent, unless
/// <see cref="RabbitMqOptions.Declare"/> is false.
/// </summary>
public sealed class RabbitMqExchangeOptions
{
    /// <summary>Its name: letters, digits and <c>- _ . :</c>. The default is <c>pdc</c>.</summary>
    public string Name { get; set; } = "pdc";

    /// <summary>
    /// Its type. The default is <c>topic</c>: subscribers select by routing key, which is the message's topic. It has
    /// to be the type of an exchange that exists already.
    /// </summary>
    public string Type { get; set; } = "topic";

    /// <summary>
    /// Whether it survives a restart of RabbitMQ. The default is true. It has to agree with an exchange that exists
    /// already.
    /// </summary>
    public bool Durable { get; set; } = true;
}
