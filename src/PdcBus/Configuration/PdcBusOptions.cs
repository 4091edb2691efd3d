namespace PdcBus;

/// <summary>What holds for every messenger. Section <c>PdcBus</c>.</summary>
public sealed class PdcBusOptions
{
    /// <summary>
    /// Put before every topic, with a dot between. The default is empty: topics go out as the events name them.
    /// </summary>
    public string TopicPrefix { get; set; } = "";
}
