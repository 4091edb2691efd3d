namespace PdcBus;

/// <summary>A message as a subscriber on the bus has got it.</summary>
/// <param name="Topic">The topic, without what the messenger puts before it.</param>
/// <param name="Headers">The headers that are text.</param>
/// <param name="Body">The body.</param>
public sealed record BusDelivery(string Topic, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>The id under which the message is known everywhere.</summary>
    public string Id => Headers[PdcHeaders.MessageId];
}
