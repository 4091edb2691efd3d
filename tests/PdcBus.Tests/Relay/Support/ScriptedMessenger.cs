namespace PdcBus;

/// <summary>A messenger whose every send is answered by the test, at once by a rule or later by hand.</summary>
internal sealed class ScriptedMessenger(TimeProvider clock) : IMessenger
{
    private readonly Lock _gate = new();
    private readonly List<Sending> _all = [];
    private readonly List<Sending> _underWay = [];

    /// <summary>What is done with a send right away; without a rule it stays under way until the test answers.</summary>
    public Action<Sending>? Rule { get; set; }

    public bool ConfirmsDelivery { get; init; } = true;

    /// <summary>Whether a cancelled send ends.</summary>
    public bool ObeysCancellation { get; set; } = true;

    /// <summary>The most that were under way at once.</summary>
    public int MostUnderWay { get; private set; }

    /// <summary>A key that was under way twice at once; null if there was none.</summary>
    public string? KeyUnderWayTwice { get; private set; }

    public IReadOnlyList<Sending> All
    {
        get
        {
            lock (_gate) return [.. _all];
        }
    }

    public IReadOnlyList<string> Topics => [.. All.Select(s => s.Topic)];

    public IReadOnlyList<Sending> UnderWay => [.. All.Where(s => s.IsUnderWay)];

    /// <summary>The topics that were confirmed, in the order of their sends.</summary>
    public IReadOnlyList<string> Confirmed => [.. All.Where(s => s.Answer.IsCompletedSuccessfully).Select(s => s.Topic)];

    public Task SendAsync(PdcMessage message, CancellationToken cancellationToken)
    {
        var sending = new Sending(message, clock.GetUtcNow(), ObeysCancellation, cancellationToken);
        lock (_gate)
        {
            _all.Add(sending);
            _underWay.RemoveAll(s => !s.IsUnderWay);
            _underWay.Add(sending);
            MostUnderWay = Math.Max(MostUnderWay, _underWay.Count);
            if (message.OrderingKey is { } key && _underWay.Count(s => s.Message.OrderingKey == key) > 1)
            {
                KeyUnderWayTwice = key;
            }
        }

        Rule?.Invoke(sending);
        return sending.Answer;
    }

    /// <summary>Waits for the n-th send, counted from 1.</summary>
    public async Task<Sending> SendAsync(int number)
    {
        await Wait.UntilAsync(() => All.Count >= number, $"send {number} came (there were {All.Count})");
        return All[number - 1];
    }
}
