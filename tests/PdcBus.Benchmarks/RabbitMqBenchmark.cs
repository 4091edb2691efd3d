using System.Diagnostics;
using System.Text.Json;
using MassTransit;
using RabbitMQ.Client;

namespace PdcBus;

/// <summary>
/// The same events to the same exchange with a bound queue, serialized each time, persistent and confirmed: through
/// buffer, outbox and relay; with the bare client; with MassTransit as most people use it.
/// </summary>
internal sealed class RabbitMqBenchmark : IBenchmark
{
    private const int Events = 20_000;
    private const int LoopEvents = 4_000;
    private const int PerScope = 100;
    private const string Exchange = "pdc.benchmark";

    private static readonly Uri Address =
        new(Environment.GetEnvironmentVariable("PDCBUS_TEST_RABBITMQ") ?? "amqp://guest:guest@127.0.0.1:5672/");

    public string Name => "rabbitmq";

    public string Question =>
        "how many events a second go through relay and RabbitMQ, confirmed? (aim: 0.85 of the bare client)";

    public async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory { Uri = Address };
        await using var connection = await factory.CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(true, true, outstandingPublisherConfirmationsRateLimiter: null), cancellationToken);
        await channel.ExchangeDeclareAsync(Exchange, "topic", durable: true, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(Exchange, durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(Exchange, Exchange, "#", cancellationToken: cancellationToken);

        using var host = BuildHost();
        await host.StartAsync(cancellationToken);
        var bus = Bus.Factory.CreateUsingRabbitMq(x => x.Host(Address));
        await bus.StartAsync(cancellationToken);
        try
        {
            await new Rounds("events/s", 7)
                .Add("bare client, confirms pipelined", token => BareAsync(channel, token))
                .Add("buffer, outbox, relay, rabbitmq", token => RelayAsync(host.Services, channel, token))
                .Add("IPublishEndpoint.Publish in a loop", token => LoopAsync(bus, channel, token))
                .RunAsync(output, cancellationToken);
        }
        finally
        {
            await bus.StopAsync(CancellationToken.None);
            await host.StopAsync(CancellationToken.None);
            await channel.QueueDeleteAsync(Exchange, cancellationToken: CancellationToken.None);
            await channel.ExchangeDeleteAsync(Exchange, cancellationToken: CancellationToken.None);
        }
    }

    private static IHost BuildHost()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["PdcBus:RabbitMq:Urls:0"] = Address.ToString();
        builder.Configuration["PdcBus:RabbitMq:Exchange:Name"] = Exchange;
        builder.Configuration["PdcBus:Outbox:SoftLimit"] = "1000000";
        builder.Services.AddLogging();
        builder.Services.AddPdcBus().AddRabbitMqMessenger();
        return builder.Build();
    }

    private static async Task<double> BareAsync(IChannel channel, CancellationToken cancellationToken)
    {
        var properties = new BasicProperties { Persistent = true, ContentType = "application/json" };
        var watch = Stopwatch.StartNew();
        await PipelinedSends.RunAsync(Events, () =>
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(Answer.Event, PdcJsonContext.Default.ComposeCreated);
            return channel.BasicPublishAsync(Exchange, "compose", true, properties, body, cancellationToken).AsTask();
        });
        return await RateAsync(Events, watch, channel, cancellationToken);
    }

    private static async Task<double> RelayAsync(
        IServiceProvider services, IChannel channel, CancellationToken cancellationToken)
    {
        var scopes = services.GetRequiredService<IPdcEventScopeFactory>();
        var store = services.GetRequiredService<IOutboxStore>();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Events / PerScope; i++)
        {
            await using var scope = await scopes.OpenAsync("benchmark", cancellationToken: cancellationToken);
            for (var e = 0; e < PerScope; e++) scope.Buffer.Add(new UnkeyedCompose(Answer.Event));
            await scope.CompleteAsync(cancellationToken);
        }

        while (store.Figures.Waiting > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
        }

        return await RateAsync(Events, watch, channel, cancellationToken);
    }

    private static async Task<double> LoopAsync(
        IPublishEndpoint bus, IChannel channel, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < LoopEvents; i++) await bus.Publish(Answer.Event, cancellationToken);
        return await RateAsync(LoopEvents, watch, channel, cancellationToken);
    }

    private static async Task<double> RateAsync(
        int events, Stopwatch watch, IChannel channel, CancellationToken cancellationToken)
    {
        var rate = events / watch.Elapsed.TotalSeconds;
        await channel.QueuePurgeAsync(Exchange, cancellationToken);
        return rate;
    }
}
