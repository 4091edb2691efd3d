namespace PdcBus;

/// <summary>What holds for every messenger. Section <c>PdcBus</c>.</summary>
public sealed class PdcBusOptions
{
    /// <summary>
    /// Put before every topic, with a dot between. The default is empty: topics go out as the events name them.
    /// </summary>
    public string TopicPrefix { get; set; } = "";

    /// <summary>
    /// Whether messages look as they did when the original sent them, where consumers may depend on it. The default is
    /// <see cref="PdcWireProfile.Plain"/>.
    /// </summary>
    public PdcWireProfile WireProfile { get; set; }
}
