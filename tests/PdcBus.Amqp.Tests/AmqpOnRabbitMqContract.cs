namespace PdcBus;

public sealed class AmqpOnRabbitMqContract : MessengerContract<AmqpOnRabbitMq>;
