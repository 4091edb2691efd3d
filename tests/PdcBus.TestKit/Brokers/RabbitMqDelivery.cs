using System.Text;
using RabbitMQ.Client;

namespace PdcBus;

/// <summary>A message as RabbitMQ delivered it.</summary>
/// <param name="RoutingKey">The routing key.</param>
/// <param name="Body">The body's bytes.</param>
/// <param name="Properties">The properties and headers.</param>
public sealed record RabbitMqDelivery(string RoutingKey, byte[] Body, IReadOnlyBasicProperties Properties)
{
    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The headers whose values are text, as text: AMQP delivers them as bytes.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; } =
        (Properties.Headers ?? new Dictionary<string, object?>())
            .Where(header => header.Value is byte[])
            .ToDictionary(header => header.Key, header => Encoding.UTF8.GetString((byte[])header.Value!));
}
