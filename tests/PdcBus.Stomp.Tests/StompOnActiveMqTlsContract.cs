namespace PdcBus;

public sealed class StompOnActiveMqTlsContract : MessengerTlsContract<StompOnActiveMq>;
