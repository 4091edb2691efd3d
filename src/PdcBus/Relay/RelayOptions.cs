namespace PdcBus;

/// <summary>How messages are sent. Section <c>PdcBus:Relay</c>.</summary>
public sealed class RelayOptions
{
    /// <summary>
    /// Messages that may be under way at once on one messenger. The default is 256. It is also the most that a
    /// crash or a lost connection can send twice.
    /// </summary>
    public int Window { get; set; } = 256;

    /// <summary>
    /// How long the bus may take to confirm a message before it is in doubt and goes again. The default is 15
    /// seconds.
    /// </summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How often a message may be refused before it is parked. The default is 16: with the back-off about an hour.
    /// A bus that is unreachable costs no attempt.
    /// </summary>
    public int MaxAttempts { get; set; } = 16;

    /// <summary>
    /// Lanes of each messenger. The default is 1: everything on one messenger keeps its append order. More let
    /// several replicas share the work; append order then holds within a shard, and for each key as ever. Change it
    /// only while nothing waits.
    /// </summary>
    public int Shards { get; set; } = 1;

    /// <summary>
    /// How long a graceful stop goes on sending what waits. The default is 10 seconds; a bus that is unreachable is
    /// not waited for.
    /// </summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
