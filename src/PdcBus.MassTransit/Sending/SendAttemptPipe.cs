using MassTransit;

namespace PdcBus;

/// <summary>Dresses a message for its transport. MassTransit runs it once for each try, when a transport is ready.</summary>
/// <param name="keyPrefix">What stands before the topic in a routing key.</param>
internal sealed class SendAttemptPipe(string keyPrefix) : IPipe<SendContext<SendAttempt>>
{
    /// <summary>The original's routing keys began with the dot that parts a prefix from the topic, prefix or not.</summary>
    public static SendAttemptPipe For(PdcBusOptions options) =>
        new(options is { WireProfile: PdcWireProfile.Original, TopicPrefix: "" } ? "." : "");

    public Task Send(SendContext<SendAttempt> context)
    {
        var attempt = context.Message;
        attempt.HandOver();
        var message = attempt.Message;
        context.Serializer = SendAttemptSerializer.Instance;
        context.Durable = true;

        // Without an id of ours each try would get one of its own.
        context.MessageId = message.Id;
        if (context is RoutingKeySendContext routed) routed.RoutingKey = keyPrefix + message.Topic;

        if (context is RabbitMqSendContext rabbit) Dress(rabbit, message);
        else foreach (var (name, value) in message.Headers) context.Headers.Set(name, value);
        return Task.CompletedTask;
    }

    private static void Dress(RabbitMqSendContext context, PdcMessage message)
    {
        // Without it RabbitMQ confirms and drops what no queue is bound for.
        context.Mandatory = true;

        // Where MassTransit would copy them to.
        var headers = new Dictionary<string, object?>(message.Headers.Count);
        foreach (var (name, value) in message.Headers) headers.Add(name, value);
        context.BasicProperties.Headers = headers;
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("pdcbus");
}
