namespace PdcBus;

public sealed class PythonSubscriberOnRabbitMqTests : PythonSubscriberTests<StompOnRabbitMq>;
