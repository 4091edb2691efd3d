using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

public sealed class PdcPublicationTests
{
    private static readonly PdcOrigin Origin = new("alice", "Sit!");
    private static readonly ActionOutcome Ok = new(200);

    [Theory]
    [InlineData(false, new[] { "begin", "changeset", "commit", "append" })]
    [InlineData(true, new[] { "begin", "changeset", "append", "commit" })]
    public async Task Decide_Publish_AppendsBeforeTheCommitOnlyInsideTheTransaction(bool joins, string[] expected)
    {
        var (bench, recorder) = Rig(joins);
        await using var _ = bench;
        await using var scope = bench.Services.CreateAsyncScope();
        var publication = await OpenAsync(scope);
        Add(scope, new Painted("red"));

        var decision = await publication.DecideAsync(Ok);

        Assert.True(decision.Publish);
        Assert.Equal(expected, recorder.Calls);
        Assert.Equal("7", Assert.Single(recorder.Rows).Message.Headers[PdcHeaders.ChangesetId]);
    }

    [Fact]
    public async Task Decide_Discard_RollsBackAndTouchesNothingElse()
    {
        var (bench, recorder) = Rig();
        await using var _ = bench;
        await using var scope = bench.Services.CreateAsyncScope();
        var publication = await OpenAsync(scope);
        Add(scope, new Painted("red"));

        await publication.DecideAsync(new ActionOutcome(409));

        Assert.Equal(["begin", "roll back"], recorder.Calls);
        Assert.Equal("POST /x: 1 events discarded: the status is 409.", bench.Logs.Single(1000).Text);
    }

    [Fact]
    public async Task Decide_NoEvents_CommitsAndTouchesNoOutbox()
    {
        var (bench, recorder) = Rig();
        await using var _ = bench;
        await using var scope = bench.Services.CreateAsyncScope();
        var publication = await OpenAsync(scope);

        await publication.DecideAsync(Ok);

        Assert.Equal(["begin", "changeset", "commit"], recorder.Calls);
        Assert.Empty(Assert.Single(bench.Ledger.Decisions).Events);
    }

    [Fact]
    public async Task Decide_NoEventsAndNoUnitOfWork_AsksNobody()
    {
        var (bench, recorder) = Rig();
        await using var _ = bench;
        await using var scope = bench.Services.CreateAsyncScope();
        var publication = scope.ServiceProvider.GetRequiredService<PdcPublication>();
        publication.Open("GET /x", mayWrite: false, () => Origin);

        await publication.CompleteAsync(Ok);

        Assert.Empty(recorder.Calls);
        Assert.Empty(bench.Ledger.Decisions);
    }

    [Theory]
    [InlineData("changeset", false, new[] { "begin", "changeset", "roll back" })]
    [InlineData("commit", false, new[] { "begin", "changeset", "commit", "roll back" })]
    [InlineData("append", true, new[] { "begin", "changeset", "append", "roll back" })]
    public async Task Decide_FailsBeforeTheCommit_RollsBackAndThrows(string fails, bool joins, string[] expected)
    {
        var (bench, recorder) = Rig(joins);
        await using var _ = bench;
        recorder.Fails = fails;
        await using var scope = bench.Services.CreateAsyncScope();
        var publication = await OpenAsync(scope);
        Add(scope, new Painted("red"));

        await Assert.ThrowsAsync<IOException>(() => publication.DecideAsync(Ok));

        Assert.Equal(expected, recorder.Calls);
        Assert.Empty(recorder.Rows);
        Assert.Equal(DiscardReason.NotStored, Assert.Single(bench.Ledger.Decisions).Decision.Reason);
        bench.Logs.Single(1002);
    }

    [Fact]
    public async Task Decide_OutboxFailsAfterTheCommit_LogsTheIdsThatAreLost()
    {
        var (bench, recorder) = Rig();
        await using var _ = bench;
        recorder.Fails = "append";
        await using var scope = bench.Services.CreateAsyncScope();
        var publication = await OpenAsync(scope);
        var id = Add(scope, new Painted("red"));

        await Assert.ThrowsAsync<IOException>(() => publication.DecideAsync(Ok));

        Assert.Equal(["begin", "changeset", "commit", "append"], recorder.Calls);
        Assert.Contains($"widgets.painted {id}", bench.Logs.Single(1003).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decide_EventCannotBeWritten_RollsBackAndNamesIt()
    {
        var (bench, recorder) = Rig();
        await using var _ = bench;
        await using var scope = bench.Services.CreateAsyncScope();
        var publication = await OpenAsync(scope);
        Add(scope, new Looped());

        var error = await Assert.ThrowsAsync<PdcBusException>(() => publication.DecideAsync(Ok));

        Assert.StartsWith("Looped cannot be written as JSON", error.Message, StringComparison.Ordinal);
        Assert.Equal(["begin", "changeset", "roll back"], recorder.Calls);
    }

    [Fact]
    public async Task Decide_RollBackFailsToo_ThrowsTheFirstError()
    {
        var (bench, recorder) = Rig();
        await using var _ = bench;
        recorder.Fails = "roll back";
        await using var scope = bench.Services.CreateAsyncScope();
        var publication = await OpenAsync(scope);
        Add(scope, new Looped());

        await Assert.ThrowsAsync<PdcBusException>(() => publication.DecideAsync(Ok));

        bench.Logs.Single(1004);
    }

    [Fact]
    public async Task Decide_DiscardCannotBeRolledBack_IsLoggedAndRecordedAndNotThrown()
    {
        var (bench, recorder) = Rig();
        await using var _ = bench;
        recorder.Fails = "roll back";
        await using var scope = bench.Services.CreateAsyncScope();
        var publication = await OpenAsync(scope);
        Add(scope, new Painted("red"));

        var decision = await publication.DecideAsync(new ActionOutcome(200, new InvalidOperationException()));

        Assert.Equal(DiscardReason.Exception, decision.Reason);
        Assert.Equal(decision, Assert.Single(bench.Ledger.Decisions).Decision);
        bench.Logs.Single(1004);
    }

    [Theory]
    [InlineData("append")]
    [InlineData("changeset")]
    public async Task Decide_FailsWithoutAUnitOfWork_LogsTheIdsThatAreLost(string fails)
    {
        var (bench, recorder) = Rig();
        await using var _ = bench;
        recorder.Fails = fails;
        await using var scope = bench.Services.CreateAsyncScope();
        var publication = scope.ServiceProvider.GetRequiredService<PdcPublication>();
        publication.Open("POST /x", mayWrite: true, () => Origin);
        var id = Add(scope, new Painted("red"));

        await Assert.ThrowsAsync<IOException>(() => publication.DecideAsync(Ok));

        // Nothing was rolled back: what the action did, it did.
        Assert.Contains($"widgets.painted {id}", bench.Logs.Single(1003).Text, StringComparison.Ordinal);
        Assert.Empty(bench.Logs.Of(1002));
    }

    [Fact]
    public async Task Decide_Twice_DecidesOnce()
    {
        var (bench, recorder) = Rig();
        await using var _ = bench;
        await using var scope = bench.Services.CreateAsyncScope();
        var publication = await OpenAsync(scope);
        Add(scope, new Painted("red"));

        await publication.DecideAsync(Ok);
        var second = await publication.DecideAsync(new ActionOutcome(500));

        Assert.True(second.Publish);
        Assert.Single(recorder.Rows);
    }

    [Fact]
    public async Task Complete_EventsAddedAfterTheDecision_AreABatchOfTheirOwn()
    {
        var (bench, recorder) = Rig();
        await using var _ = bench;
        await using var scope = bench.Services.CreateAsyncScope();
        var publication = await OpenAsync(scope);
        Add(scope, new Painted("red"));
        await publication.DecideAsync(Ok);
        Add(scope, new Painted("blue"));

        await publication.CompleteAsync(Ok);

        Assert.Equal(["begin", "changeset", "commit", "append", "append"], recorder.Calls);
        Assert.All(recorder.Rows, r => Assert.Equal("7", r.Message.Headers[PdcHeaders.ChangesetId]));
        Assert.Equal(2, bench.Ledger.Decisions.Count);
    }

    [Fact]
    public async Task Complete_FailureAfterPublish_DiscardsOnlyTheLaterBatchAndIsNoted()
    {
        var (bench, recorder) = Rig();
        await using var _ = bench;
        await using var scope = bench.Services.CreateAsyncScope();
        var publication = await OpenAsync(scope);
        Add(scope, new Painted("red"));
        await publication.DecideAsync(Ok);
        Add(scope, new Painted("blue"));

        await publication.CompleteAsync(new ActionOutcome(200, new IOException("broken pipe")));

        Assert.Single(recorder.Rows);
        var decisions = bench.Ledger.Decisions;
        Assert.Equal([DiscardReason.Exception, DiscardReason.None], decisions.Select(d => d.Decision.Reason));
        Assert.Equal("the action threw IOException", decisions[1].Note);
    }

    [Fact]
    public async Task Complete_LaterBatchCannotBeStored_LeavesTheFirstDecisionAsItWas()
    {
        var (bench, recorder) = Rig();
        await using var _ = bench;
        await using var scope = bench.Services.CreateAsyncScope();
        var publication = await OpenAsync(scope);
        Add(scope, new Painted("red"));
        await publication.DecideAsync(Ok);
        var late = Add(scope, new Painted("blue"));
        recorder.Fails = "append";

        await Assert.ThrowsAsync<IOException>(() => publication.CompleteAsync(Ok));

        Assert.True((await publication.DecideAsync(Ok)).Publish);
        Assert.Equal([DiscardReason.NotStored, DiscardReason.None], bench.Ledger.Decisions.Select(d => d.Decision.Reason));
        Assert.Contains($"{late}", bench.Logs.Single(1003).Text, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Add(scope, new Painted("green")));
    }

    [Fact]
    public async Task Complete_NothingDecidedYet_DecidesOnceAndCloses()
    {
        var (bench, recorder) = Rig();
        await using var _ = bench;
        await using var scope = bench.Services.CreateAsyncScope();
        var publication = await OpenAsync(scope);
        Add(scope, new Painted("red"));

        await publication.CompleteAsync(Ok);
        await publication.CompleteAsync(new ActionOutcome(500));

        Assert.Single(recorder.Rows);
        Assert.Throws<InvalidOperationException>(() => Add(scope, new Painted("green")));
    }

    [Fact]
    public async Task Discard_WhileTheResultRuns_DiscardsOnlyWhatCameLater()
    {
        var (bench, recorder) = Rig();
        await using var _ = bench;
        await using var scope = bench.Services.CreateAsyncScope();
        var publication = await OpenAsync(scope);
        Add(scope, new Painted("red"));
        await publication.DecideAsync(Ok);
        Add(scope, new Painted("blue"));
        scope.ServiceProvider.GetRequiredService<IPdcEventBuffer>().Discard("enough");

        await publication.CompleteAsync(Ok);

        Assert.Single(recorder.Rows);
        Assert.Equal("enough", bench.Ledger.Decisions[1].Note);
    }

    [Fact]
    public async Task Open_OutboxFull_ThrowsBeforeAnythingRunsUnlessNothingIsWritten()
    {
        Recorder? recorder = null;
        await using var bench = new Bench(b => recorder = Recorder.In(b), ("PdcBus:Outbox:SoftLimitBytes", "1"));
        await bench.FillAsync();
        await using var scope = bench.Services.CreateAsyncScope();
        var publication = scope.ServiceProvider.GetRequiredService<PdcPublication>();

        var error = Assert.Throws<PdcOutboxFullException>(() => publication.Open("POST /x", mayWrite: true, () => Origin));
        Assert.False(publication.IsOpen);
        publication.Open("GET /x", mayWrite: false, () => Origin);

        Assert.Equal(
            "2 bytes wait in the outbox and PdcBus:Outbox:SoftLimitBytes is 1: nothing new is taken until the bus has " +
            "caught up. The health check says whether it is reachable.",
            error.Message);
        Assert.Empty(recorder!.Calls);
        await Assert.ThrowsAsync<PdcOutboxFullException>(
            () => bench.Scopes.OpenAsync("job", cancellationToken: TestContext.Current.CancellationToken));
        Assert.Empty(recorder.Calls);
    }

    [Fact]
    public async Task Scope_LeftWithoutComplete_DiscardsAndRollsBack()
    {
        var (bench, recorder) = Rig();
        await using var _ = bench;
        await using (var scope = await bench.Scopes.OpenAsync("job", cancellationToken: TestContext.Current.CancellationToken))
        {
            scope.Buffer.Add(new Painted("red"));
        }

        Assert.Equal(["begin", "roll back"], recorder.Calls);
        Assert.Equal("the scope was left without CompleteAsync", Assert.Single(bench.Ledger.Decisions).Decision.Detail);
    }

    [Fact]
    public async Task Scope_TransactionNone_OpensNoUnitOfWork()
    {
        var (bench, recorder) = Rig();
        await using var _ = bench;
        var token = TestContext.Current.CancellationToken;
        await using var scope = await bench.Scopes.OpenAsync("job", Origin, PdcTransaction.None, token);
        scope.Buffer.Add(new Painted("red"));

        await scope.CompleteAsync(token);

        Assert.Equal(["changeset", "append"], recorder.Calls);
    }

    [Fact]
    public async Task Scope_CompletedTwice_PublishesOnce()
    {
        var (bench, recorder) = Rig();
        await using var _ = bench;
        var token = TestContext.Current.CancellationToken;
        await using (var scope = await bench.Scopes.OpenAsync("job", Origin, cancellationToken: token))
        {
            scope.Buffer.Add(new Painted("red"));
            await scope.CompleteAsync(token);
            await scope.CompleteAsync(token);
        }

        Assert.Equal(["begin", "changeset", "commit", "append"], recorder.Calls);
        Assert.Equal("job", Assert.Single(bench.Ledger.Decisions).Source);
    }

    [Fact]
    public async Task Scope_CompleteIsCancelled_DiscardsWhenLeft()
    {
        var (bench, recorder) = Rig();
        await using var _ = bench;
        await using (var scope = await bench.Scopes.OpenAsync("job", cancellationToken: TestContext.Current.CancellationToken))
        {
            scope.Buffer.Add(new Painted("red"));
            await Assert.ThrowsAsync<OperationCanceledException>(() => scope.CompleteAsync(new CancellationToken(true)));
        }

        Assert.Equal(["begin", "roll back"], recorder.Calls);
    }

    [Fact]
    public async Task Scope_UnitOfWorkCannotBegin_IsNotOpened()
    {
        var (bench, recorder) = Rig();
        await using var _ = bench;
        recorder.Fails = "begin";

        await Assert.ThrowsAsync<IOException>(
            () => bench.Scopes.OpenAsync("job", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(["begin"], recorder.Calls);
    }

    [Fact]
    public async Task Open_Observers_HearOfItInTheScopeThatIsOpenedOnly()
    {
        await using var bench = new Bench(b => b.Services.AddScoped<IPdcPublicationObserver, Observer>());
        await using var scope = bench.Services.CreateAsyncScope();
        var publication = scope.ServiceProvider.GetRequiredService<PdcPublication>();
        publication.Open("GET /x", mayWrite: false, () => Origin);
        await using var other = bench.Services.CreateAsyncScope();

        var heard = Assert.IsType<Observer>(scope.ServiceProvider.GetRequiredService<IPdcPublicationObserver>());
        Assert.Equal((publication, true, false), (heard.Publication, heard.WasOpen, publication.MayWrite));
        var unheard = Assert.IsType<Observer>(other.ServiceProvider.GetRequiredService<IPdcPublicationObserver>());
        Assert.Null(unheard.Publication);
    }

    private static (Bench, Recorder) Rig(bool joins = false)
    {
        Recorder? recorder = null;
        var bench = new Bench(builder => recorder = Recorder.In(builder, joins));
        return (bench, recorder!);
    }

    private static async Task<PdcPublication> OpenAsync(AsyncServiceScope scope)
    {
        var publication = scope.ServiceProvider.GetRequiredService<PdcPublication>();
        publication.Open("POST /x", mayWrite: true, () => Origin);
        await publication.BeginAsync(TestContext.Current.CancellationToken);
        return publication;
    }

    private static Guid Add(AsyncServiceScope scope, object pdcEvent) =>
        scope.ServiceProvider.GetRequiredService<IPdcEventBuffer>().Add(pdcEvent);

    private sealed class Observer : IPdcPublicationObserver
    {
        public PdcPublication? Publication { get; private set; }

        public bool WasOpen { get; private set; }

        public void Opened(PdcPublication publication) => (Publication, WasOpen) = (publication, publication.IsOpen);
    }
}
