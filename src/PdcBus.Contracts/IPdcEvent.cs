namespace PdcBus;

/// <summary>
/// Something that happened, typed, and worth telling. A record that implements this interface, or carries
/// <see cref="PdcTopicAttribute"/>, can be added to the buffer of the running request.
/// </summary>
/// <remarks>
/// What the interface says is about the message, not in it: its members never become fields of the JSON body,
/// however they are implemented.
/// </remarks>
public interface IPdcEvent
{
    /// <summary>What subscribers select on, without a leading dot: <c>compose</c>, <c>labels.changed</c>.</summary>
    string Topic { get; }

    /// <summary>
    /// Messages with equal keys reach the bus in the order in which they were added, whatever fails in between.
    /// The default is <see langword="null"/>: no such order is owed.
    /// </summary>
    string? OrderingKey => null;
}
