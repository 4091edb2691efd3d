namespace PdcBus.FedoraMessaging.Tests;

public sealed class FedoraMessagingTlsContract : MessengerTlsContract<FedoraMessagingSubject>;
