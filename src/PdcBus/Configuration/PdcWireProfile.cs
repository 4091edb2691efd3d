namespace PdcBus;

/// <summary>What messages look like where the original did it in its own way.</summary>
public enum PdcWireProfile
{
    /// <summary>As the messengers' documentation says.</summary>
    Plain,

    /// <summary>
    /// As consumers of the original expect it: on RabbitMQ a routing key begins with a dot (<c>.compose</c>) unless
    /// <see cref="PdcBusOptions.TopicPrefix"/> is set, and over AMQP 1.0 a message has the application properties of
    /// <see cref="PdcOriginalHeaders"/>.
    /// </summary>
    Original,
}
