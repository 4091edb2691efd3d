using CsCheck;

namespace PdcBus;

public sealed class LaneBacklogTests
{
    [Fact]
    public void TryTake_KeyUnderWay_WaitsAndLetsNobodyOvertake()
    {
        var backlog = Backlog(100, (1, "a"), (2, "a"), (3, "b"), (4, null));

        Assert.Equal([1], TakeAll(backlog));
        backlog.Release(Make.Entry(1, "a"));
        Assert.Equal([2, 3, 4], TakeAll(backlog));
    }

    [Fact]
    public void Defer_Key_HoldsBackItsOwnOnly()
    {
        var backlog = Backlog(100, (1, "a"), (2, "a"), (3, "b"), (4, null));
        Assert.True(backlog.TryTake(out var first));

        backlog.Defer(first, Make.Noon);

        Assert.Equal([3, 4], TakeAll(backlog));
        backlog.Advance(Make.Noon);
        Assert.Equal([1], TakeAll(backlog));
        backlog.Release(first);
        Assert.Equal([2], TakeAll(backlog));
    }

    [Fact]
    public void Return_Older_GoesFirst()
    {
        var backlog = Backlog(100, (1, null), (2, null));
        Assert.True(backlog.TryTake(out var first));

        backlog.Return(first);

        Assert.Equal([1, 2], TakeAll(backlog));
    }

    [Fact]
    public void Defer_UntilDue_KeepsTheKeyBusy()
    {
        var backlog = Backlog(100, (1, "a"), (2, "a"));
        Assert.True(backlog.TryTake(out var first));

        backlog.Defer(first, Make.Noon.AddSeconds(1));

        backlog.Advance(Make.Noon);
        Assert.Empty(TakeAll(backlog));
        Assert.Equal(Make.Noon.AddSeconds(1), backlog.NextDue);
        backlog.Advance(Make.Noon.AddSeconds(1));
        Assert.Equal([1], TakeAll(backlog));
    }

    [Fact]
    public void Offer_KnownEntry_IsPassedOverUntilItIsForgotten()
    {
        var backlog = Backlog(100, (1, null));
        Assert.Equal([1], TakeAll(backlog));

        backlog.Offer(Make.Entry(1));
        Assert.Empty(TakeAll(backlog));
        backlog.Forget(1);
        Assert.True(backlog.IsEmpty);
    }

    [Fact]
    public void Release_KeyWithMoreThanFits_AsksToReadAgain()
    {
        var backlog = Backlog(2, (1, "a"), (2, "a"), (3, "a"), (4, "a"), (5, "b"));
        Assert.True(backlog.TryTake(out var first));
        backlog.Defer(first, Make.Noon);
        Assert.Equal([5], TakeAll(backlog));

        Assert.True(backlog.Release(first));

        Assert.Equal(3, backlog.Cursor);
        Assert.Equal([2], TakeAll(backlog));
    }

    [Fact]
    public void TryTakeOther_PassesOverTheSuspect()
    {
        var backlog = Backlog(100, (1, null), (2, null));

        Assert.True(backlog.TryTakeOther(Make.Entry(1), out var other));
        Assert.Equal(2, other.Position);
        Assert.False(backlog.TryTakeOther(Make.Entry(1), out _));
        Assert.Equal([1], TakeAll(backlog));
    }

    [Fact]
    public void TryTakeOther_ManyOfTheSuspectsKey_FindsTheOtherBehindThem()
    {
        var backlog = Backlog(100, (1, "a"), (2, "a"), (3, "a"), (4, "b"));

        Assert.True(backlog.TryTakeOther(Make.Entry(1, "a"), out var other));
        Assert.Equal(4, other.Position);
        Assert.Equal([1], TakeAll(backlog));
    }

    /// <summary>
    /// A model of the lane: reads pages, sends whatever may go, answers in any order. Everything leaves once, and each
    /// key in its order, whatever the memory.
    /// </summary>
    [Fact]
    public void AnyKeysAnyMemory_EverythingLeavesOnceAndKeysKeepTheirOrder() =>
        Gen.Select(Gen.Int[0, 5].Array[0, 60], Gen.Int[1, 8], Gen.Int[1, 10], Gen.Int[0, 1000]).Sample(
            (keys, capacity, page, seed) =>
            {
                var store = keys.Select((k, i) => Make.Entry(i + 1, k == 0 ? null : $"k{k}")).ToList();
                var backlog = new LaneBacklog(capacity);
                var random = new Random(seed);
                var underWay = new List<OutboxEntry>();
                var left = new List<OutboxEntry>();
                for (var turn = 0; turn < 10_000 && store.Count > 0; turn++)
                {
                    if (backlog.HasRoom)
                    {
                        foreach (var entry in store.Where(e => e.Position > backlog.Cursor).Take(page).ToList()) backlog.Offer(entry);
                    }

                    backlog.Advance(Make.Noon.AddSeconds(turn));
                    if (random.Next(2) == 0 && backlog.TryTake(out var next))
                    {
                        if (next.Message.OrderingKey is { } k && underWay.Any(e => e.Message.OrderingKey == k)) return false;
                        underWay.Add(next);
                    }
                    if (underWay.Count == 0 || random.Next(2) == 0) continue;
                    var answered = underWay[random.Next(underWay.Count)];
                    underWay.Remove(answered);
                    switch (random.Next(6))
                    {
                        case 0:
                            backlog.Return(answered);
                            continue;
                        case 1:
                            backlog.Defer(answered, Make.Noon.AddSeconds(turn + random.Next(20)));
                            continue;
                    }

                    backlog.Release(answered);
                    store.RemoveAll(e => e.Position == answered.Position);
                    backlog.Forget(answered.Position);
                    left.Add(answered);
                }

                return store.Count == 0
                    && left.Count == keys.Length
                    && left.Where(e => e.Message.OrderingKey is not null)
                        .GroupBy(e => e.Message.OrderingKey)
                        .All(g => g.Select(e => e.Position).SequenceEqual(g.Select(e => e.Position).Order()));
            });

    private static LaneBacklog Backlog(int capacity, params (long Position, string? Key)[] entries)
    {
        var backlog = new LaneBacklog(capacity);
        foreach (var (position, key) in entries) backlog.Offer(Make.Entry(position, key));
        return backlog;
    }

    private static List<long> TakeAll(LaneBacklog backlog)
    {
        var taken = new List<long>();
        while (backlog.TryTake(out var entry)) taken.Add(entry.Position);
        return taken;
    }
}
