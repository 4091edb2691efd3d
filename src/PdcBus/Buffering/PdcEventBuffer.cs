namespace PdcBus;

internal sealed class PdcEventBuffer(PdcPublisher publisher) : IPdcEventBuffer, IDisposable
{
    private List<PendingEvent> _events = [];
    private bool _closed;

    public int Count => _events.Count;

    /// <summary>The application's own reason to discard; null if it gave none.</summary>
    public string? DiscardReason { get; private set; }

    public Guid Add(object pdcEvent)
    {
        ArgumentNullException.ThrowIfNull(pdcEvent);
        if (_closed)
        {
            throw new InvalidOperationException(
                $"{pdcEvent.GetType().Name} was added after the request had ended: nothing can be published any more. " +
                "Add events before the response is complete, or open an IPdcEventScope for work that goes on.");
        }

        var pending = publisher.Receive(pdcEvent);
        _events.Add(pending);
        return pending.Id;
    }

    public void Discard(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        DiscardReason ??= reason;
    }

    /// <summary>Hands over what was added since the last time.</summary>
    public IReadOnlyList<PendingEvent> Take()
    {
        if (_events.Count == 0) return [];
        var taken = _events;
        _events = [];
        return taken;
    }

    public void Close() => _closed = true;

    /// <summary>The scope ends. Events that nobody decided about are a mistake of the application: say so.</summary>
    public void Dispose()
    {
        Close();
        if (_events.Count > 0) publisher.ReportUndecided(Take());
    }
}
