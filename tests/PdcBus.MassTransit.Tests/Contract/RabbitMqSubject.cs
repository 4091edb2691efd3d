namespace PdcBus;

/// <summary>The messenger <c>rabbitmq</c>, under the contract of all messengers.</summary>
public sealed class RabbitMqSubject : RabbitMqMessengerSubject
{
    protected override bool DeclaresExchange => false;

    public override void Add(IPdcBusBuilder builder) => builder.AddRabbitMqMessenger();

    public override IEnumerable<KeyValuePair<string, string?>> Settings(MessengerPlace place) =>
    [
        .. place.Servers.Select((server, i) => KeyValuePair.Create<string, string?>(
            $"PdcBus:RabbitMq:Urls:{i}", UrlOf(place, server, RabbitMq.Url.AbsolutePath))),
        new("PdcBus:RabbitMq:Exchange:Name", Exchange),
        .. place.TlsSettings("PdcBus:RabbitMq"),
    ];
}
