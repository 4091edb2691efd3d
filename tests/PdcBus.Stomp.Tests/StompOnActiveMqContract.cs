namespace PdcBus;

public sealed class StompOnActiveMqContract : MessengerContract<StompOnActiveMq>;
