using System.Collections.Concurrent;

namespace PdcBus;

/// <summary>What a scenario plays on: a RabbitMQ, a database, a subscriber, and victims.</summary>
internal sealed class ChaosStage : IAsyncDisposable
{
    private readonly VictimDatabase _database;
    private readonly Subscriber _subscriber;
    private readonly string _exchange;
    private readonly ConcurrentBag<Victim> _victims = [];
    private long? _recovering;

    private ChaosStage(
        RabbitMqServer rabbitMq, PostgreSqlServer? postgreSql, VictimDatabase database, Subscriber subscriber,
        string exchange)
    {
        RabbitMq = rabbitMq;
        PostgreSql = postgreSql;
        _database = database;
        _subscriber = subscriber;
        _exchange = exchange;
    }

    public RabbitMqServer RabbitMq { get; }

    public PostgreSqlServer? PostgreSql { get; }

    public static async Task<ChaosStage> OpenAsync(VictimOutbox outbox, CancellationToken cancellationToken)
    {
        var rabbitMq = await RabbitMqServer.RequireAsync(cancellationToken);
        var postgreSql = outbox == VictimOutbox.PostgreSql
            ? await PostgreSqlServer.RequireAsync(cancellationToken)
            : null;
        var database = await VictimDatabase.CreateAsync(outbox, postgreSql, cancellationToken);
        var exchange = $"pdc.chaos.{Guid.NewGuid():N}";
        var subscriber = await Subscriber.StartAsync(rabbitMq, exchange, cancellationToken);
        return new ChaosStage(rabbitMq, postgreSql, database, subscriber, exchange);
    }

    /// <summary>What victims have in common here.</summary>
    public VictimOptions Options(string name) => new()
    {
        Name = name,
        Outbox = _database.Outbox,
        Database = _database.Address,
        RabbitMq = RabbitMq.Url.ToString(),
        Exchange = _exchange,
    };

    public Victim Start(VictimOptions options)
    {
        var victim = Victim.Start(options);
        _victims.Add(victim);
        return victim;
    }

    public async Task<Victim> StartAsync(VictimOptions options, CancellationToken cancellationToken)
    {
        var victim = Start(options);
        await victim.ReadyAsync(cancellationToken);
        return victim;
    }

    /// <summary>From here on the system may recover; the next message shows that it has.</summary>
    public void Recovering() => _recovering = TimeProvider.System.GetTimestamp();

    /// <summary>Waits until so many more have arrived.</summary>
    public Task ArrivedAsync(int more, CancellationToken cancellationToken)
    {
        var goal = _subscriber.Count + more;
        return Deadline.UntilAsync(
            () => _subscriber.Count >= goal,
            () => $"{_subscriber.Count} messages have arrived, {goal} were awaited.",
            cancellationToken);
    }

    /// <summary>Waits until all has arrived that must, and the outbox is empty; then counts, whether or not it is so.</summary>
    public async Task<Verdict> JudgeAsync(CancellationToken cancellationToken)
    {
        var facts = await _database.FactsAsync(cancellationToken);
        var written = facts ?? [.. _victims.SelectMany(v => v.Written)];
        try
        {
            await Deadline.UntilAsync(
                async () => written.All(w => _subscriber.Has(w.Id)) && await _database.WaitingAsync(cancellationToken) == 0,
                () => "Some did not arrive, or stay in the outbox.",
                cancellationToken);
        }
        catch (TimeoutException)
        {
            // The verdict says it.
        }

        var left = await _database.WaitingAsync(cancellationToken);
        return Verdict.Of([.. written], isComplete: facts is not null, _subscriber.Arrivals, left, _recovering);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var victim in _victims) await victim.DisposeAsync();
        if (RabbitMq.IsOurs) await RabbitMq.StartAsync(CancellationToken.None);
        if (PostgreSql is { IsOurs: true }) await PostgreSql.StartAsync(CancellationToken.None);
        await _subscriber.DisposeAsync();
        await _database.DisposeAsync();
    }
}
