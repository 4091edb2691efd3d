namespace PdcBus;

[Collection(RabbitMqCollection.Name)]
public sealed class RabbitMqContract : MessengerContract<RabbitMqSubject>;
