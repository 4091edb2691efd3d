namespace PdcBus;

public sealed class StompOnRabbitMqTlsContract : MessengerTlsContract<StompOnRabbitMq>;
