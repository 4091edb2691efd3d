namespace PdcBus;

/// <summary>Tests with RabbitMQ run one after the other: some of them kill it.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RabbitMqCollection
{
    public const string Name = "RabbitMQ";
}
