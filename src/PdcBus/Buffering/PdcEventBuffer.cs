using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

internal sealed class PdcEventBuffer(PdcPublisher publisher, IServiceProvider services) : IPdcEventBuffer, IDisposable
{
    private List<PendingEvent> _events = [];
    private ChosenOutbox? _outbox;
    private bool _closed;

    public int Count => _events.Count;

    /// <summary>The number that the next event will have.</summary>
    public long Mark { get; private set; }

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

        var pending = publisher.Receive(pdcEvent, Mark);
        Mark++;
        _events.Add(pending);
        _outbox ??= services.GetRequiredService<ChosenOutbox>();
        _outbox.Added(services);
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

    /// <summary>What it holds of a kind, in order.</summary>
    public IReadOnlyList<PendingEvent> Find(Predicate<PendingEvent> match) => _events.FindAll(match);

    /// <summary>Hands that over.</summary>
    public IReadOnlyList<PendingEvent> Take(Predicate<PendingEvent> match)
    {
        var taken = _events.FindAll(match);
        if (taken.Count > 0) _events.RemoveAll(match);
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
