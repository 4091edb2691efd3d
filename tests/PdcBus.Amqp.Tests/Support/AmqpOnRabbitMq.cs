namespace PdcBus;

/// <summary>AMQP 1.0 on RabbitMQ, read back with AMQP 1.0.</summary>
public sealed class AmqpOnRabbitMq : RabbitMqMessengerSubject
{
    public override int? TooLarge => new AmqpOptions().MaxBody + 1;

    public override void Add(IPdcBusBuilder builder) => builder.AddAmqpMessenger();

    public override IEnumerable<KeyValuePair<string, string?>> Settings(MessengerPlace place) =>
    [
        .. place.Servers.Select((server, i) => KeyValuePair.Create<string, string?>(
            $"PdcBus:Amqp:Urls:{i}", UrlOf(place, server))),
        new("PdcBus:Amqp:Address", $"/exchange/{Exchange}/{{topic}}"),
        new("PdcBus:Amqp:Anonymous", $"{place.User is null && place.Tls?.CertFile is null}"),
        .. place.TlsSettings("PdcBus:Amqp"),
    ];

    public override async Task<IBusSubscriber> SubscribeAsync(CancellationToken cancellationToken) =>
        await AmqpQueue.ListenAsync(RabbitMq, Exchange, cancellationToken);
}
