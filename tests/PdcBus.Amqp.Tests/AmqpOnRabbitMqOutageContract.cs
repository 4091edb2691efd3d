namespace PdcBus;

public sealed class AmqpOnRabbitMqOutageContract : MessengerOutageContract<AmqpOnRabbitMq>;
