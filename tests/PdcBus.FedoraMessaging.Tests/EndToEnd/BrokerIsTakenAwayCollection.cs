namespace PdcBus.FedoraMessaging.Tests;

/// <summary>Tests that stop the broker or make it refuse everybody: they run when all the others are done.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class BrokerIsTakenAwayCollection
{
    public const string Name = "The broker is taken away";
}
