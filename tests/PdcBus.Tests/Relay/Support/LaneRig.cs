namespace PdcBus;

/// <summary>A lane with everything around it under the test's control: clock, messenger, store, lease and end.</summary>
internal sealed class LaneRig : IAsyncDisposable
{
    public const string Name = "bus";

    private readonly MemoryOutbox _outbox;
    private readonly OutboxSignal _signal = new();
    private Task _running = Task.CompletedTask;

    public LaneRig(RelayOptions? options = null)
    {
        Clock = new MovableClock(Make.Noon);
        Messenger = new ScriptedMessenger(Clock);
        Ledger = new PdcLedger();
        _outbox = new MemoryOutbox(_signal, Clock, Ledger, Logs.For<MemoryOutbox>());
        Store = new ScriptedStore().Around(_outbox);
        Lane = new Lane(Name, Messenger, Store, options ?? new RelayOptions(), Clock, Ledger, Logs.For<Lane>());
        Lease = new LaneLease(Clock);
        Lease.Extend(0, Timeout.InfiniteTimeSpan);
        _signal.Subscribe(Lane.Notify);
    }

    public MovableClock Clock { get; }

    public ScriptedMessenger Messenger { get; }

    public ScriptedStore Store { get; }

    public CollectedLogs Logs { get; } = new();

    public PdcLedger Ledger { get; }

    public Lane Lane { get; }

    public LaneLease Lease { get; }

    public LaneEnd End { get; } = new();

    public Task Running => _running;

    /// <summary>A lane that runs, with messages waiting whose topics are their names; the test answers.</summary>
    public static Task<LaneRig> StartAsync(RelayOptions? options = null, params PdcMessage[] waiting) =>
        StartAsync(null, options, waiting);

    /// <summary>The same with a rule that answers from the first send on.</summary>
    public static async Task<LaneRig> StartAsync(
        Action<Sending>? rule, RelayOptions? options = null, params PdcMessage[] waiting)
    {
        var rig = new LaneRig(options) { Messenger = { Rule = rule } };
        await rig.AppendAsync(waiting);
        rig.Start();
        return rig;
    }

    public void Start() => _running = Task.Run(() => Lane.RunAsync(Lease, End));

    public Task AppendAsync(params PdcMessage[] messages) =>
        _outbox.AppendAsync([.. messages.Select(m => new OutboxRow(Name, m))], CancellationToken.None);

    public Task AppendAsync(IEnumerable<PdcMessage> messages) => AppendAsync([.. messages]);

    public Task<IReadOnlyList<OutboxEntry>> WaitingAsync() =>
        _outbox.ReadAsync(Name, 0, int.MaxValue, TestContext.Current.CancellationToken);

    public Task<IReadOnlyList<ParkedMessage>> ParkedAsync() =>
        _outbox.QueryParkedAsync(new ParkedFilter(), int.MaxValue, TestContext.Current.CancellationToken);

    /// <summary>
    /// Waits until the lane has answered for all that happened before: two whole turns, each of which ends with a
    /// new status. A lane that pauses after a failure of its store makes none until its pause is over, so a test
    /// whose store may fail lets time pass meanwhile (<paramref name="step"/>).
    /// </summary>
    public async Task SettledAsync(TimeSpan? step = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < 2; i++)
        {
            var status = Lane.Status;
            Lane.Notify();
            while (ReferenceEquals(Lane.Status, status))
            {
                Assert.True(
                    TimeProvider.System.GetElapsedTime(started) < Wait.Deadline, "The lane stands still.");
                if (step is { } time) Clock.Advance(time);
                await Task.Yield();
            }
        }
    }

    /// <summary>Moves the clock in steps and lets the lane answer for each.</summary>
    public async Task PassAsync(TimeSpan time, TimeSpan? step = null)
    {
        var each = step ?? time;
        for (var passed = TimeSpan.Zero; passed < time; passed += each)
        {
            Clock.Advance(each);
            await SettledAsync();
        }
    }

    /// <summary>Waits until the outbox is empty; with <paramref name="step"/> time passes meanwhile.</summary>
    public async Task EmptiedAsync(TimeSpan? step = null)
    {
        await Wait.UntilAsync(
            () =>
            {
                if (step is { } time) Clock.Advance(time);
                return Store.Figures.Waiting == 0;
            },
            "the outbox was empty");
        await SettledAsync(step);
    }

    public async ValueTask DisposeAsync()
    {
        Store.Fault = _ => null;
        End.Abort();
        // A messenger that does not obey is given up after a grace on the lane's own clock.
        await Wait.UntilAsync(
            () =>
            {
                Clock.Advance(TimeSpan.FromSeconds(1));
                return _running.IsCompleted;
            },
            "the lane had ended");
        await _running;
        Lane.Dispose();
        End.Dispose();
    }
}
