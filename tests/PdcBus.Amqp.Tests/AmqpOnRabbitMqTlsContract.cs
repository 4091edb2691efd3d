namespace PdcBus;

public sealed class AmqpOnRabbitMqTlsContract : MessengerTlsContract<AmqpOnRabbitMq>;
