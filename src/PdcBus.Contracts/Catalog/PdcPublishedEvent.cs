using System.Text.Json;

namespace PdcBus;

/// <summary>
/// An event as it stands in a message: with the common fields that its publisher added. Immutable.
/// <see cref="PdcEventJson"/> reads and writes it.
/// </summary>
public sealed class PdcPublishedEvent
{
    /// <summary>Puts an event into a message of its own.</summary>
    /// <param name="pdcEvent">The event.</param>
    public PdcPublishedEvent(IPdcEvent pdcEvent)
    {
        ArgumentNullException.ThrowIfNull(pdcEvent);
        Event = pdcEvent;
    }

    /// <summary>What subscribers select on, without a leading dot.</summary>
    public string Topic => Event.Topic;

    /// <summary>The event: one of the records that <see cref="PdcEventCatalog.All"/> lists.</summary>
    public IPdcEvent Event { get; }

    /// <summary>
    /// Who caused it; the empty string, which is the default, if nobody was logged in; null if the message does not
    /// say (<c>author</c> is absent, as in messages of 2016).
    /// </summary>
    public string? Author { get; init; } = "";

    /// <summary>Why, in the author's words; null, the default, if the author gave no reason.</summary>
    public string? Comment { get; init; }

    /// <summary>The number of the changeset that it belongs to; null, the default, if nothing was changed.</summary>
    public long? ChangesetId { get; init; }

    /// <summary>When these changes were saved; null, the default, if nothing was changed.</summary>
    public PdcTimestamp? CommittedOn { get; init; }

    /// <summary>The message that it was read from; null if it was made here.</summary>
    internal JsonElement? Message { get; init; }
}
