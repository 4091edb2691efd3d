namespace PdcBus;

/// <summary>Every fault there is, with every outbox that it concerns.</summary>
internal static class Faults
{
    private const long Later = 1_000_000;

    private static readonly VictimOutbox[] Outboxes = Enum.GetValues<VictimOutbox>();

    public static IReadOnlyList<Fault> All { get; } =
    [
        .. from outbox in Outboxes
           from point in Enum.GetValues<Failpoint>()
           where point != Failpoint.None
           select Killed(point, outbox),
        .. Outboxes.Select(KilledInAnOutage),
        .. Outboxes.Select(BrokerKilled),
        new Fault("broker frozen for a while", VictimOutbox.PostgreSql, BrokerFrozenAsync),
        new Fault("database killed under load", VictimOutbox.PostgreSql, DatabaseKilledAsync),
        new Fault("replica killed beside another", VictimOutbox.PostgreSql, ReplicaKilledAsync),
        new Fault("replica frozen beyond its leases", VictimOutbox.PostgreSql, ReplicaFrozenAsync),
        new Fault("rolling restart of three replicas", VictimOutbox.PostgreSql, RollingRestartAsync),
        new Fault("clock an hour ahead, then behind", VictimOutbox.PostgreSql, ClockMovedAsync),
    ];

    private static Fault Killed(Failpoint point, VictimOutbox outbox)
    {
        // Messages are read and deleted in sets, so these points are passed less often.
        var often = point is Failpoint.Read or Failpoint.Settle ? 4 : 200;
        return new Fault($"killed after {Name(point)}", outbox, async (stage, chance, token) =>
        {
            var first = stage.Start(stage.Options("app") with
            {
                Writes = 250,
                Pace = TimeSpan.FromMilliseconds(1),
                DiesAt = point,
                DiesAfter = chance.Next(1, often),
            });
            await first.DiedAsync(token);
            stage.Recovering();
            var second = await stage.StartAsync(stage.Options("app") with { Writes = 25, First = Later }, token);
            await second.DoneAsync(token);
        });
    }

    private static Fault KilledInAnOutage(VictimOutbox outbox) =>
        new("killed while the broker is away", outbox, async (stage, _, token) =>
        {
            await stage.RabbitMq.KillAsync(token);
            var first = await stage.StartAsync(stage.Options("app") with { Writes = 50 }, token);
            await first.DoneAsync(token);
            await first.KillAsync();
            await stage.RabbitMq.StartAsync(token);
            stage.Recovering();
            await stage.StartAsync(stage.Options("app"), token);
        });

    private static Fault BrokerKilled(VictimOutbox outbox) =>
        new("broker killed under load", outbox, async (stage, _, token) =>
        {
            var victim = await UnderLoadAsync(stage, token);
            await stage.RabbitMq.KillAsync(token);
            await victim.WroteAsync(100, token);
            await stage.RabbitMq.StartAsync(token);
            stage.Recovering();
            await victim.DoneAsync(token);
        });

    private static async Task BrokerFrozenAsync(ChaosStage stage, Random chance, CancellationToken token)
    {
        var victim = await UnderLoadAsync(stage, token);
        await stage.RabbitMq.FreezeAsync(token);
        await victim.WroteAsync(1000, token);
        await stage.RabbitMq.ThawAsync(token);
        stage.Recovering();
        await victim.DoneAsync(token);
    }

    private static async Task DatabaseKilledAsync(ChaosStage stage, Random chance, CancellationToken token)
    {
        var victim = await UnderLoadAsync(stage, token);
        await stage.PostgreSql!.KillAsync(token);
        await stage.PostgreSql.StartAsync(token);
        stage.Recovering();
        await victim.DoneAsync(token);
    }

    private static async Task ReplicaKilledAsync(ChaosStage stage, Random chance, CancellationToken token)
    {
        var (holder, other) = await TwoReplicasAsync(stage, token);
        await holder.KillAsync();
        stage.Recovering();
        await other.DoneAsync(token);
    }

    private static async Task ReplicaFrozenAsync(ChaosStage stage, Random chance, CancellationToken token)
    {
        var (holder, other) = await TwoReplicasAsync(stage, token);
        holder.Freeze();
        stage.Recovering();
        await stage.ArrivedAsync(500, token);
        holder.Thaw();
        await holder.DoneAsync(token);
        await other.DoneAsync(token);
    }

    private static async Task RollingRestartAsync(ChaosStage stage, Random chance, CancellationToken token)
    {
        var names = new[] { "a", "b", "c" };
        var old = new List<Victim>();
        foreach (var name in names) old.Add(await stage.StartAsync(Replica(stage, name, 1000), token));
        await stage.ArrivedAsync(100, token);
        var young = new List<Victim>();
        for (var i = 0; i < names.Length; i++)
        {
            await old[i].StopAsync(token);
            stage.Recovering();
            young.Add(await stage.StartAsync(Replica(stage, names[i], 200, Later), token));
            await stage.ArrivedAsync(100, token);
        }

        foreach (var victim in young) await victim.DoneAsync(token);
    }

    private static async Task ClockMovedAsync(ChaosStage stage, Random chance, CancellationToken token)
    {
        var (holder, other) = await TwoReplicasAsync(stage, token);
        await holder.ShiftClockAsync(TimeSpan.FromHours(1), token);
        stage.Recovering();
        await stage.ArrivedAsync(200, token);
        await holder.ShiftClockAsync(TimeSpan.FromHours(-2), token);
        await stage.ArrivedAsync(200, token);
        await holder.DoneAsync(token);
        await other.DoneAsync(token);
    }

    /// <summary>One that has sent some and goes on writing.</summary>
    private static async Task<Victim> UnderLoadAsync(ChaosStage stage, CancellationToken token)
    {
        var victim = await stage.StartAsync(
            stage.Options("app") with { Writes = 500, Pace = TimeSpan.FromMilliseconds(5) }, token);
        await stage.ArrivedAsync(100, token);
        return victim;
    }

    /// <summary>Two that write; the first of them sends, because it was alone.</summary>
    private static async Task<(Victim Holder, Victim Other)> TwoReplicasAsync(ChaosStage stage, CancellationToken token)
    {
        var holder = await stage.StartAsync(Replica(stage, "a", 500), token);
        await stage.ArrivedAsync(20, token);
        var other = await stage.StartAsync(Replica(stage, "b", 500), token);
        await stage.ArrivedAsync(100, token);
        return (holder, other);
    }

    private static string Name(Failpoint point) => point switch
    {
        Failpoint.Commit => "commit",
        Failpoint.Read => "read",
        Failpoint.Publish => "publish",
        Failpoint.Confirm => "confirm",
        _ => "delete",
    };

    /// <summary>One of several, which writes for some seconds.</summary>
    private static VictimOptions Replica(ChaosStage stage, string name, int writes, long first = 0) => stage.Options(name) with
    {
        Writes = writes,
        First = first,
        Pace = TimeSpan.FromMilliseconds(20),
    };
}
