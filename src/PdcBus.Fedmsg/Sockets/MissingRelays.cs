using System.Net;

namespace PdcBus;

/// <summary>
/// Relays whose name could not be looked up when the others were connected. They are looked up beside, so that a name
/// server that does not answer holds no message up. One caller at a time.
/// </summary>
internal sealed class MissingRelays
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly List<FedmsgEndpoint> _relays;
    private readonly TimeProvider _clock;
    private readonly Func<string, Task> _lookUp;
    private readonly List<(FedmsgEndpoint Relay, Task LookUp)> _underWay = [];
    private long _lookedUpAt;

    public MissingRelays(IEnumerable<FedmsgEndpoint> relays, TimeProvider clock, Func<string, Task>? lookUp = null)
    {
        _relays = [.. relays];
        _clock = clock;
        _lookUp = lookUp ?? Dns.GetHostAddressesAsync;
        _lookedUpAt = clock.GetTimestamp();
    }

    public bool IsEmpty => _relays.Count == 0;

    /// <summary>It could not be used after all.</summary>
    public void Add(FedmsgEndpoint relay) => _relays.Add(relay);

    /// <summary>Takes out those whose name is known by now, and every half minute starts to look up the others.</summary>
    public IReadOnlyList<FedmsgEndpoint> TakeFound()
    {
        var found = new List<FedmsgEndpoint>();
        foreach (var (relay, lookUp) in _underWay.FindAll(u => u.LookUp.IsCompleted))
        {
            // One that failed has been looked at, too: its relay stays missing, and is looked up again.
            if (lookUp is { Exception: null, IsCanceled: false }) found.Add(relay);
        }

        _underWay.RemoveAll(u => u.LookUp.IsCompleted);
        _relays.RemoveAll(found.Contains);
        if (_clock.GetElapsedTime(_lookedUpAt) < Interval) return found;

        _lookedUpAt = _clock.GetTimestamp();
        foreach (var relay in _relays.Where(r => _underWay.TrueForAll(u => u.Relay != r)))
        {
            _underWay.Add((relay, Task.Run(() => _lookUp(relay.Host))));
        }

        return found;
    }
}
