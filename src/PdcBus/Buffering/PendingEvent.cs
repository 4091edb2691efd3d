namespace PdcBus;

/// <summary>An event in the buffer.</summary>
/// <param name="Number">Its number in its buffer; rises.</param>
/// <param name="Id">The message's id.</param>
/// <param name="Event">The event itself.</param>
/// <param name="Topic">The topic as the event names it: what routes match.</param>
/// <param name="FullTopic">The same with <c>PdcBus:TopicPrefix</c> before it: what subscribers see.</param>
/// <param name="OrderingKey">Null if no order is owed.</param>
/// <param name="CreatedAt">When it was added.</param>
internal readonly record struct PendingEvent(
    long Number, Guid Id, object Event, string Topic, string FullTopic, string? OrderingKey, DateTimeOffset CreatedAt);
