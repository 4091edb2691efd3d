namespace PdcBus;

public sealed class StompOnActiveMqOutageContract : MessengerOutageContract<StompOnActiveMq>;
