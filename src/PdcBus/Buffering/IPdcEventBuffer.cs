namespace PdcBus;

/// <summary>
/// The events of the running request, in order. Scoped: every service of the request shares one, and no other
/// request sees it. Not thread-safe, like the request itself.
/// </summary>
public interface IPdcEventBuffer
{
    /// <summary>The number of events that wait for the decision.</summary>
    int Count { get; }

    /// <summary>Adds an event. It is published if the request succeeds.</summary>
    /// <param name="pdcEvent">
    /// An object that implements <see cref="IPdcEvent"/> or carries <see cref="PdcTopicAttribute"/>.
    /// </param>
    /// <returns>The id that the message will have on every bus: a UUIDv7.</returns>
    /// <exception cref="ArgumentException">The object names no topic, or none that a bus could carry.</exception>
    /// <exception cref="InvalidOperationException">The request has ended: nothing more can be published.</exception>
    Guid Add(object pdcEvent);

    /// <summary>Publishes nothing of what the buffer holds, whatever the status of the response.</summary>
    /// <param name="reason">Why, for the log and the ledger.</param>
    void Discard(string reason);
}
