namespace PdcBus;

public sealed class StompOnRabbitMqOutageContract : MessengerOutageContract<StompOnRabbitMq>;
