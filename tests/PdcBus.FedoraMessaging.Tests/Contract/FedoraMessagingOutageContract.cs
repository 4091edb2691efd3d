namespace PdcBus.FedoraMessaging.Tests;

public sealed class FedoraMessagingOutageContract : MessengerOutageContract<FedoraMessagingSubject>;
