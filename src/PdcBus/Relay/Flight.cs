namespace PdcBus;

/// <summary>One send under way.</summary>
/// <param name="entry">What is sent.</param>
/// <param name="started">The timestamp of its start.</param>
/// <param name="alone">Whether it was the only one: a probe, or the oldest after a loss.</param>
internal sealed class Flight(OutboxEntry entry, long started, bool alone)
{
    public OutboxEntry Entry => entry;

    public long Started => started;

    public bool Alone => alone;

    /// <summary>The messenger's task. It may have ended while its result is still on the way to the lane.</summary>
    public Task Sending { get; set; } = Task.CompletedTask;

    /// <summary>Its place in the <see cref="FlightLog"/>, which alone touches it.</summary>
    public LinkedListNode<Flight>? Place { get; set; }
}
