namespace PdcBus;

public sealed class StompOnRabbitMqContract : MessengerContract<StompOnRabbitMq>;
