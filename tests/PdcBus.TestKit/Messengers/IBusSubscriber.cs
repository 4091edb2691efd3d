namespace PdcBus;

/// <summary>
/// A subscriber that misses nothing from its making on, also while the broker is dead: it stands on a durable queue. It
/// connects when it is first asked.
/// </summary>
public interface IBusSubscriber : IAsyncDisposable
{
    /// <summary>Waits for the next message.</summary>
    Task<BusDelivery> ReceiveAsync(CancellationToken cancellationToken);
}
