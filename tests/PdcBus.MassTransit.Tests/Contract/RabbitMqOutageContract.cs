namespace PdcBus;

[Collection(RabbitMqCollection.Name)]
public sealed class RabbitMqOutageContract : MessengerOutageContract<RabbitMqSubject>;
