namespace PdcBus;

/// <summary>
/// Tells the relay that something may have become readable. An outbox calls <see cref="Pulse"/> after every append;
/// one that joins a transaction, after the commit.
/// </summary>
public sealed class OutboxSignal
{
    private Action? _listeners;

    /// <summary>Wakes the relay. Cheap; two pulses in a row wake it once.</summary>
    public void Pulse() => _listeners?.Invoke();

    internal void Subscribe(Action listener) => _listeners += listener;
}
