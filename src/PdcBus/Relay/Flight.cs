namespace PdcBus;

/// <summary>One send under way.</summary>
/// <param name="Entry">What is sent.</param>
/// <param name="Started">The timestamp of its start.</param>
/// <param name="Alone">Whether it was the only one: a probe, or the oldest after a loss.</param>
internal sealed record Flight(OutboxEntry Entry, long Started, bool Alone)
{
    /// <summary>The messenger's task. It may have ended while its result is still on the way to the lane.</summary>
    public Task Sending { get; set; } = Task.CompletedTask;
}
