using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using RabbitMQ.Client;

namespace PdcBus;

/// <summary>
/// RabbitMQ was away while messages came in, and the application was restarted: how fast a durable outbox gives them to
/// the real server, against the messenger that is handed the same messages from memory.
/// </summary>
internal sealed class CatchUpBenchmark : IBenchmark
{
    private const int Messages = 20_000;
    private const int PerScope = 100;
    private const string Exchange = "pdc.benchmark.catchup";

    private static readonly Uri Address =
        new(Environment.GetEnvironmentVariable("PDCBUS_TEST_RABBITMQ") ?? "amqp://guest:guest@127.0.0.1:5672/");

    public string Name => "catchup";

    public string Question =>
        "how fast is a backlog given to RabbitMQ after an outage? (aim: 0.8 of the messenger alone)";

    public async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        await using var connection = await new ConnectionFactory { Uri = Address }.CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await channel.ExchangeDeclareAsync(Exchange, "topic", durable: true, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(Exchange, durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(Exchange, Exchange, "#", cancellationToken: cancellationToken);
        try
        {
            await new Rounds("messages/s", 5)
                .Add("messenger alone, 256 under way", token => EmptiedAsync(channel, AloneAsync(token), token))
                .Add("file outbox", token => EmptiedAsync(channel, FileAsync(channel, token), token))
                .Add("PostgreSQL outbox", token => EmptiedAsync(channel, PostgreSqlAsync(channel, token), token))
                .RunAsync(output, cancellationToken);
        }
        finally
        {
            await channel.QueueDeleteAsync(Exchange, cancellationToken: CancellationToken.None);
            await channel.ExchangeDeleteAsync(Exchange, cancellationToken: CancellationToken.None);
        }
    }

    private static async Task<double> EmptiedAsync(
        IChannel channel, Task<double> measurement, CancellationToken cancellationToken)
    {
        var rate = await measurement;
        await channel.QueuePurgeAsync(Exchange, cancellationToken);
        return rate;
    }

    private static async Task<double> AloneAsync(CancellationToken cancellationToken)
    {
        var window = new RelayOptions().Window;
        using var host = Build(Address, _ => { });
        var now = TimeProvider.System.GetUtcNow();
        var events = Enumerable.Range(0, Messages)
            .Select(_ => new PendingEvent(
                0, Guid.CreateVersion7(now), new UnkeyedCompose(Answer.Event), "compose", "compose", null, now))
            .ToList();
        var messages = host.Services.GetRequiredService<MessageWriter>().Write(events, new CommonFields(default, null));
        var messenger = host.Services.GetRequiredService<ChosenMessengers>().All.Single().Messenger;
        var watch = Stopwatch.StartNew();
        var underWay = new Queue<Task>(window);
        foreach (var message in messages)
        {
            if (underWay.Count == window) await underWay.Dequeue();
            underWay.Enqueue(messenger.SendAsync(message, cancellationToken));
        }

        await Task.WhenAll(underWay);
        return Messages / watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> FileAsync(IChannel channel, CancellationToken cancellationToken)
    {
        using var folder = new BenchmarkFolder();
        return await CatchUpAsync(
            channel,
            bus => bus.AddSqliteOutbox(o => o.Path = folder.Path),
            store => Task.FromResult(store.Figures.Waiting == 0),
            cancellationToken);
    }

    private static async Task<double> PostgreSqlAsync(IChannel channel, CancellationToken cancellationToken)
    {
        await using var database = await BenchmarkDatabase.CreateAsync(cancellationToken);
        return await CatchUpAsync(
            channel,
            bus =>
            {
                bus.Services.AddDbContext<BenchmarkContext>(context => context.UseNpgsql(database.ConnectionString));
                bus.AddEntityFrameworkOutbox<BenchmarkContext>();
            },
            _ => IsEmptyAsync(database, cancellationToken),
            cancellationToken);
    }

    private static async Task<bool> IsEmptyAsync(BenchmarkDatabase database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "select not exists (select from pdcbus_outbox)";
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Fills the outbox while the bus is away, restarts, and measures until all is settled.</summary>
    /// <param name="channel">Counts what has arrived: an outbox that is not open yet says that nothing waits.</param>
    /// <param name="addOutbox">Adds the outbox.</param>
    /// <param name="isEmpty">Whether everything has left it.</param>
    /// <param name="cancellationToken">Cancels the measurement.</param>
    private static async Task<double> CatchUpAsync(
        IChannel channel,
        Action<IPdcBusBuilder> addOutbox,
        Func<IOutboxStore, Task<bool>> isEmpty,
        CancellationToken cancellationToken)
    {
        using (var away = Build(new Uri("amqp://127.0.0.1:1/"), addOutbox))
        {
            await away.StartAsync(cancellationToken);
            var scopes = away.Services.GetRequiredService<IPdcEventScopeFactory>();
            for (var i = 0; i < Messages / PerScope; i++)
            {
                await using var scope = await scopes.OpenAsync("benchmark", cancellationToken: cancellationToken);
                for (var e = 0; e < PerScope; e++) scope.Buffer.Add(new UnkeyedCompose(Answer.Event));
                await scope.CompleteAsync(cancellationToken);
            }

            await away.StopAsync(cancellationToken);
        }

        using var host = Build(Address, addOutbox);
        var store = host.Services.GetRequiredService<IOutboxStore>();
        var watch = Stopwatch.StartNew();
        await host.StartAsync(cancellationToken);
        do
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellationToken);
        }
        while (await channel.MessageCountAsync(Exchange, cancellationToken) < Messages || !await isEmpty(store));

        var rate = Messages / watch.Elapsed.TotalSeconds;
        await host.StopAsync(cancellationToken);
        return rate;
    }

    private static IHost Build(Uri address, Action<IPdcBusBuilder> addOutbox)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["PdcBus:RabbitMq:Urls:0"] = address.ToString();
        builder.Configuration["PdcBus:RabbitMq:Exchange:Name"] = Exchange;
        builder.Services.AddLogging();
        addOutbox(builder.Services.AddPdcBus().AddRabbitMqMessenger());
        return builder.Build();
    }
}
