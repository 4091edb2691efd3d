using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

public sealed class PdcCommitsTests
{
    private static readonly ActionOutcome Ok = new(200);

    [Fact]
    public async Task Commit_TakesAlongWhatWasAddedBefore_WithTheOriginOfTheScope()
    {
        await using var rig = new Rig();
        var id = rig.Add("red");

        var row = Assert.Single(rig.Commits.Stage());
        rig.Commits.Committed();
        await rig.Publication.CompleteAsync(Ok);

        Assert.Equal((id, "alice"), (row.Message.Id, row.Message.Headers[PdcHeaders.Author]));
        Assert.Empty(rig.Recorder.Calls);
        var decision = Assert.Single(rig.Ledger.Decisions);
        Assert.Equal((true, "POST /x", id), (decision.Decision.Publish, decision.Source, decision.Events[0].Id));
    }

    [Fact]
    public async Task Stage_NotCommitted_GivesTheSameAgain()
    {
        await using var rig = new Rig();
        rig.Add("red");

        var first = rig.Commits.Stage();

        Assert.Same(first, rig.Commits.Stage());
        rig.Add("blue");
        Assert.Equal(2, rig.Commits.Stage().Count);
    }

    [Fact]
    public async Task Committed_EventsAddedMeanwhile_WaitForTheNextCommit()
    {
        await using var rig = new Rig();
        rig.Add("red");
        rig.Commits.Stage();
        var blue = rig.Add("blue");
        rig.Commits.Committed();

        Assert.Equal(blue, Assert.Single(rig.Commits.Stage()).Message.Id);
    }

    [Fact]
    public async Task Decide_StatusAfterACommit_IsOnlyNoted()
    {
        await using var rig = new Rig();
        rig.Add("red");
        rig.Commits.Stage();
        rig.Commits.Committed();
        rig.Add("late");

        await rig.Publication.CompleteAsync(new ActionOutcome(409));

        Assert.Equal(
            [(DiscardReason.Status, null), (DiscardReason.None, "the status is 409")],
            rig.Ledger.Decisions.Select(d => (d.Decision.Reason, d.Note)));
        Assert.Empty(rig.Recorder.Rows);
    }

    [Fact]
    public async Task Decide_EventsThatNoCommitTook_AreAppendedAndThatIsSaidOnce()
    {
        await using var rig = new Rig();
        for (var i = 0; i < 2; i++)
        {
            await using var scope = rig.NewScope();
            scope.Services.GetRequiredService<IPdcEventBuffer>().Add(new Painted("late"));
            await scope.Publication.CompleteAsync(Ok);
        }

        Assert.Equal(2, rig.Recorder.Rows.Count);
        Assert.StartsWith("POST /x: 1 events were added after the last SaveChanges", rig.Logs.Single(1005).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hold_NoCommitTakesThemAlong_AndTheDecisionDiscardsThem()
    {
        await using var rig = new Rig();
        var before = rig.Add("saved before");
        var mark = rig.Commits.Mark;
        rig.Add("failed");
        rig.Commits.Hold(mark);
        var after = rig.Add("saved after");

        Assert.Equal([before, after], rig.Commits.Stage().Select(r => r.Message.Id));
        rig.Commits.Committed();
        await rig.Publication.CompleteAsync(Ok);

        Assert.Equal(DiscardReason.Undone, rig.Ledger.Decisions[0].Decision.Reason);
        Assert.Empty(rig.Recorder.Rows);
    }

    [Fact]
    public async Task Release_SavedAfterAll_GoWithThatCommit()
    {
        await using var rig = new Rig();
        rig.Add("failed");
        rig.Commits.Hold(0);
        Assert.Empty(rig.Commits.Stage());

        rig.Commits.Release();

        Assert.Single(rig.Commits.Stage());
    }

    [Fact]
    public async Task GiveUp_DiscardsWhatIsHeldAndNothingElse()
    {
        await using var rig = new Rig();
        rig.Add("failed");
        rig.Commits.Hold(0);
        var other = rig.Add("other");

        rig.Commits.GiveUp("the changes were given up");

        Assert.Equal(other, Assert.Single(rig.Commits.Stage()).Message.Id);
        Assert.Equal("the changes were given up", Assert.Single(rig.Ledger.Decisions).Decision.Detail);
    }

    [Fact]
    public async Task Undo_DropsWhatWasAddedSinceTheMark()
    {
        await using var rig = new Rig();
        var kept = rig.Add("kept");
        var mark = rig.Commits.Mark;
        rig.Add("undone");
        rig.Commits.Stage();

        rig.Commits.Undo(mark, "the savepoint was rolled back");

        Assert.Equal(kept, Assert.Single(rig.Commits.Stage()).Message.Id);
        Assert.Equal(
            new PublishDecision(DiscardReason.Undone, "the savepoint was rolled back"),
            Assert.Single(rig.Ledger.Decisions).Decision);
    }

    [Fact]
    public async Task Discard_ByTheApplication_HoldsForCommitsToo()
    {
        await using var rig = new Rig();
        rig.Add("red");
        rig.Buffer.Discard("changed my mind");

        Assert.Empty(rig.Commits.Stage());
    }

    [Fact]
    public async Task Following_UnitOfWorkOrDecision_EndsIt()
    {
        await using var rig = new Rig();
        Assert.True(rig.Commits.IsFollowing);

        await rig.Publication.BeginAsync(TestContext.Current.CancellationToken);
        rig.Add("red");

        Assert.False(rig.Commits.IsFollowing);
        Assert.Empty(rig.Commits.Stage());
    }

    [Fact]
    public async Task EventAdded_IsToldWithTheScope()
    {
        await using var rig = new Rig();

        rig.Add("red");

        Assert.Same(rig.Services.GetRequiredService<PdcCommits>(), Assert.Single(rig.Recorder.Told));
    }

    /// <summary>A scope whose outbox joins transactions and whose action commits for itself.</summary>
    private sealed class Rig : IAsyncDisposable
    {
        private readonly Bench _bench;
        private readonly AsyncServiceScope _scope;
        private readonly bool _owns;

        public Rig()
        {
            Recorder? recorder = null;
            _bench = new Bench(builder => recorder = Recorder.In(builder, joins: true));
            _owns = true;
            Recorder = recorder!;
            _scope = Open();
        }

        private Rig(Rig parent)
        {
            _bench = parent._bench;
            Recorder = parent.Recorder;
            _scope = Open();
        }

        public Recorder Recorder { get; }

        public IServiceProvider Services => _scope.ServiceProvider;

        public PdcPublication Publication => Services.GetRequiredService<PdcPublication>();

        public PdcCommits Commits => Services.GetRequiredService<PdcCommits>();

        public IPdcEventBuffer Buffer => Services.GetRequiredService<IPdcEventBuffer>();

        public IPdcLedger Ledger => _bench.Ledger;

        public CollectedLogs Logs => _bench.Logs;

        public Rig NewScope() => new(this);

        public Guid Add(string colour) => Buffer.Add(new Painted(colour));

        public async ValueTask DisposeAsync()
        {
            await _scope.DisposeAsync();
            if (_owns) await _bench.DisposeAsync();
        }

        private AsyncServiceScope Open()
        {
            var scope = _bench.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<PdcPublication>()
                .Open("POST /x", mayWrite: true, () => new PdcOrigin("alice", null));
            return scope;
        }
    }
}
