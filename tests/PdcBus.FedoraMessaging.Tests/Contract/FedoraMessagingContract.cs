namespace PdcBus.FedoraMessaging.Tests;

public sealed class FedoraMessagingContract : MessengerContract<FedoraMessagingSubject>;
