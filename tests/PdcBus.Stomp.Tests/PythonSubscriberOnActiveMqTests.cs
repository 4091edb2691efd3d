namespace PdcBus;

public sealed class PythonSubscriberOnActiveMqTests : PythonSubscriberTests<StompOnActiveMq>;
