namespace PdcBus;

/// <summary>Something that goes wrong.</summary>
/// <param name="Name">What, in a few words.</param>
/// <param name="Outbox">Where the messages wait meanwhile.</param>
/// <param name="PlayAsync">Lets it happen, and returns when everything has been written that will be.</param>
internal sealed record Fault(
    string Name, VictimOutbox Outbox, Func<ChaosStage, Random, CancellationToken, Task> PlayAsync)
{
    /// <summary>Plays it on a stage of its own.</summary>
    public async Task<Verdict> RunAsync(Random chance, CancellationToken cancellationToken)
    {
        await using var stage = await ChaosStage.OpenAsync(Outbox, cancellationToken);
        await PlayAsync(stage, chance, cancellationToken);
        return await stage.JudgeAsync(cancellationToken);
    }

    public override string ToString() => $"{Name} ({Outbox})";
}
