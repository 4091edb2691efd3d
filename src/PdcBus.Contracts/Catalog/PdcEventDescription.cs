namespace PdcBus;

/// <summary>One kind of event that PDC announces.</summary>
/// <param name="Topic">What subscribers select on, without a leading dot: <c>labels.changed</c>.</param>
/// <param name="Action">
/// What happened: <c>create</c>, <c>update</c>, <c>delete</c> or <c>import</c>, the field of the same name; of
/// resources <c>added</c>, <c>changed</c> or <c>removed</c>, the end of the topic.
/// </param>
/// <param name="Type">The record that holds the event: <c>ResourceChanged&lt;Label&gt;</c>.</param>
public sealed record PdcEventDescription(string Topic, string Action, Type Type);
