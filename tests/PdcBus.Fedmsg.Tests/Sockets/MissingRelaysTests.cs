using Microsoft.Extensions.Time.Testing;

namespace PdcBus.Fedmsg.Tests;

public sealed class MissingRelaysTests
{
    private static readonly FedmsgEndpoint Near = new("near.example.org", 2003);
    private static readonly FedmsgEndpoint Far = new("far.example.org", 2003);

    private readonly FakeTimeProvider _clock = new();
    private readonly Dictionary<string, TaskCompletionSource> _lookUps = [];

    [Fact]
    public async Task Relays_Missing_AreLookedUpAfterHalfAMinute()
    {
        var missing = Missing(Near, Far);

        Assert.Empty(missing.TakeFound());
        Assert.Empty(_lookUps);
        _clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Empty(missing.TakeFound());
        await EventuallyAsync(() => Count() == 2);
        Assert.False(missing.IsEmpty);
    }

    [Fact]
    public async Task Relay_ThatIsFound_IsTakenOnce()
    {
        var missing = Missing(Near, Far);
        _clock.Advance(TimeSpan.FromSeconds(30));
        missing.TakeFound();

        (await LookUpAsync(Far)).SetResult();

        IReadOnlyList<FedmsgEndpoint> found = [];
        await EventuallyAsync(() => (found = missing.TakeFound()).Count > 0);
        Assert.Equal([Far], found);
        Assert.Empty(missing.TakeFound());
        Assert.False(missing.IsEmpty);
    }

    [Fact]
    public async Task Relay_ThatIsStillUnknown_IsLookedUpAgain()
    {
        var missing = Missing(Near);
        _clock.Advance(TimeSpan.FromSeconds(30));
        missing.TakeFound();
        (await LookUpAsync(Near)).SetException(new System.Net.Sockets.SocketException());
        lock (_lookUps) _lookUps.Clear();

        await EventuallyAsync(() =>
        {
            _clock.Advance(TimeSpan.FromSeconds(30));
            Assert.Empty(missing.TakeFound());
            return Count() > 0;
        });

        (await LookUpAsync(Near)).SetResult();
        await EventuallyAsync(() => missing.TakeFound().Count == 1);
        Assert.True(missing.IsEmpty);
    }

    [Fact]
    public async Task NameServer_ThatDoesNotAnswer_IsAskedOnce()
    {
        var missing = Missing(Near);
        _clock.Advance(TimeSpan.FromSeconds(30));
        missing.TakeFound();
        var first = await LookUpAsync(Near);

        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Empty(missing.TakeFound());

        Assert.Same(first, await LookUpAsync(Near));
    }

    private MissingRelays Missing(params FedmsgEndpoint[] relays) => new(relays, _clock, LookUp);

    private Task LookUp(string host)
    {
        lock (_lookUps) return (_lookUps[host] = new TaskCompletionSource()).Task;
    }

    private int Count()
    {
        lock (_lookUps) return _lookUps.Count;
    }

    private async Task<TaskCompletionSource> LookUpAsync(FedmsgEndpoint relay)
    {
        TaskCompletionSource? lookUp = null;
        await EventuallyAsync(() =>
        {
            lock (_lookUps) return _lookUps.TryGetValue(relay.Host, out lookUp);
        });
        return lookUp!;
    }

    private static Task EventuallyAsync(Func<bool> condition) =>
        Eventually.IsTrueAsync(condition, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
}
