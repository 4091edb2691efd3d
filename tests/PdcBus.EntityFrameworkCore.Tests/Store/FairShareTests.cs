namespace PdcBus;

public sealed class FairShareTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(6);

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(4, 1)]
    [InlineData(5, 1)]
    public void ToTake_AllFree_IsTheShareRoundedUp(int nodes, int expected)
    {
        var share = new FairShare("n0", View(nodes, ["a", "b", "c", "d"]), Lease);

        Assert.Equal(expected, share.ToTake().Count);
        Assert.Empty(share.Surplus());
    }

    [Fact]
    public void ToTake_ShareIsHeld_LeavesTheRestToOthers()
    {
        var view = View(2, ["a", "b", "c", "d"], ("a", "n0"), ("b", "n0"));

        Assert.Empty(new FairShare("n0", view, Lease).ToTake());
        Assert.Equal(["c", "d"], new FairShare("n1", view, Lease).ToTake());
    }

    [Fact]
    public void ToTake_NobodyHasTakenItForALease_TakesMoreThanTheShare()
    {
        var view = View(2, ["a", "b"], ("a", "n0")) with
        {
            Lanes = [new("a", "n0", null), new("b", null, Lease + TimeSpan.FromSeconds(1))],
        };

        Assert.Equal(["b"], new FairShare("n0", view, Lease).ToTake());
    }

    [Fact]
    public void ToTake_LaneThatFewCanSend_ComesFirst()
    {
        var view = new LeaseView(
            [new("common", null, TimeSpan.Zero), new("special", null, TimeSpan.Zero)],
            [new("n0", ["common", "special"]), new("n1", ["common"]), new("n2", ["common"])]);

        // A third of the one and all of the other.
        Assert.Equal(["special", "common"], new FairShare("n0", view, Lease).ToTake());
    }

    [Fact]
    public void Surplus_OtherHasRoom_IsGivenUp()
    {
        var view = View(2, ["a", "b", "c", "d"], ("a", "n0"), ("b", "n0"), ("c", "n0"), ("d", "n0"));

        Assert.Equal(2, new FairShare("n0", view, Lease).Surplus().Count);
    }

    [Fact]
    public void Surplus_NobodyElseCanSendIt_IsKept()
    {
        var view = new LeaseView(
            [new("a", "n0", null), new("b", "n0", null)],
            [new("n0", ["a", "b"]), new("n1", ["c"])]);

        Assert.Empty(new FairShare("n0", view, Lease).Surplus());
    }

    [Fact]
    public void Held_LeaseThatHasRunOut_IsNoneOfThem()
    {
        var view = View(1, ["a"]) with { Lanes = [new("a", "n0", TimeSpan.FromSeconds(1))] };

        Assert.Empty(new FairShare("n0", view, Lease).Held);
        Assert.Equal(["a"], new FairShare("n0", view, Lease).ToTake());
    }

    [Theory]
    [InlineData(7, 3)]
    [InlineData(6, 3)]
    [InlineData(2, 5)]
    [InlineData(16, 4)]
    public void Rounds_AnyStart_EndWithSharesThatDifferByOneAndStay(int laneCount, int nodeCount)
    {
        var lanes = Enumerable.Range(0, laneCount).Select(i => $"lane{i:00}").ToArray();
        var owners = lanes.ToDictionary(l => l, _ => (string?)"n0");
        for (var round = 0; round < 3; round++)
        {
            for (var n = 0; n < nodeCount; n++)
            {
                var share = new FairShare($"n{n}", Now(), Lease);
                foreach (var lane in share.ToTake()) owners[lane] = $"n{n}";
                foreach (var lane in share.Surplus()) owners[lane] = null;
            }
        }

        var held = Enumerable.Range(0, nodeCount).Select(n => owners.Values.Count(o => o == $"n{n}")).ToList();
        Assert.Equal(laneCount, held.Sum());
        Assert.True(held.Max() <= Math.Ceiling((double)laneCount / nodeCount), string.Join(",", held));
        for (var n = 0; n < nodeCount; n++) Assert.Empty(new FairShare($"n{n}", Now(), Lease).Surplus());

        LeaseView Now() => new(
            [.. lanes.Select(l => new LaneOwner(l, owners[l], owners[l] is null ? TimeSpan.Zero : null))],
            [.. Enumerable.Range(0, nodeCount).Select(n => new LiveNode($"n{n}", lanes))]);
    }

    private static LeaseView View(int nodes, string[] lanes, params (string Lane, string Owner)[] held) => new(
        [.. lanes.Select(l =>
        {
            var owner = held.FirstOrDefault(h => h.Lane == l).Owner;
            return new LaneOwner(l, owner, owner is null ? TimeSpan.Zero : null);
        })],
        [.. Enumerable.Range(0, nodes).Select(n => new LiveNode($"n{n}", lanes))]);
}
