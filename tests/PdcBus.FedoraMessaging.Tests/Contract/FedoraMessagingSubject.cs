namespace PdcBus.FedoraMessaging.Tests;

/// <summary>The messenger <c>fedora-messaging</c>, under the contract of all messengers.</summary>
public sealed class FedoraMessagingSubject : RabbitMqMessengerSubject
{
    /// <summary>Its headers are those of fedora-messaging alone.</summary>
    public override bool CarriesHeaders => false;

    public override bool TakesSeveralServers => false;

    public override void Add(IPdcBusBuilder builder) => builder.AddFedoraMessagingMessenger();

    public override IEnumerable<KeyValuePair<string, string?>> Settings(MessengerPlace place) =>
    [
        new("PdcBus:FedoraMessaging:Url", UrlOf(place, place.Servers[0], RabbitMq.Url.AbsolutePath)),
        new("PdcBus:FedoraMessaging:Exchange", Exchange),
        .. place.TlsSettings("PdcBus:FedoraMessaging"),
    ];
}
