namespace PdcBus;

/// <summary>How long parked messages are kept. Section <c>PdcBus:Parked</c>.</summary>
public sealed class ParkedOptions
{
    /// <summary>
    /// How long a parked message is kept. The default is 30 days. Older ones are removed in the background, and the
    /// log says how many.
    /// </summary>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// How many parked messages are kept. The default is 100,000; in memory 1,000 at the most. The oldest go first.
    /// </summary>
    public int MaxCount { get; set; } = 100_000;
}
