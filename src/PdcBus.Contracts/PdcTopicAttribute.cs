namespace PdcBus;

/// <summary>Makes a record an event by naming its topic. <see cref="IPdcEvent"/> does the same in code.</summary>
/// <param name="topic">What subscribers select on, without a leading dot, for example <c>widgets.painted</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class PdcTopicAttribute(string topic) : Attribute
{
    /// <summary>What subscribers select on, without a leading dot.</summary>
    public string Topic { get; } = topic;
}
