namespace PdcBus;

[Collection(RabbitMqCollection.Name)]
public sealed class RabbitMqTlsContract : MessengerTlsContract<RabbitMqSubject>;
