namespace PdcBus;

/// <summary>When the messengers of a fail-over chain take over. Section <c>PdcBus:Failover</c>.</summary>
public sealed class FailoverOptions
{
    /// <summary>
    /// How long a messenger may give no answer, counted from its first failure, before the next one of the chain takes
    /// over. One that has taken over and never answers hands on at once. From zero to 1 hour. The default is 30 seconds.
    /// </summary>
    public TimeSpan TakeOverAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a messenger that was replaced has to be well before it gets the messages back. Every third of this time one
    /// message is tried on it; where it does not arrive, the pauses between tries grow to 5 minutes. From 1 second to 1 day.
    /// The default is 1 minute.
    /// </summary>
    public TimeSpan HandBackAfter { get; set; } = TimeSpan.FromMinutes(1);
}
