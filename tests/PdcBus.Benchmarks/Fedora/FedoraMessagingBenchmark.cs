using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace PdcBus;

/// <summary>
/// The same persistent messages with the same headers to a bound queue, confirmed, 256 under way at once: with the bare
/// client and its own tracking of confirms; through the messenger; through buffer, outbox, relay and messenger.
/// </summary>
internal sealed class FedoraMessagingBenchmark : IBenchmark
{
    private const int Events = 20_000;
    private const int PerScope = 100;
    private const string Exchange = "amq.topic";
    private const string Queue = "pdc.benchmark.fedora";
    private const string Prefix = "benchmark.fedora";

    private static readonly Uri Address =
        new(Environment.GetEnvironmentVariable("PDCBUS_TEST_RABBITMQ") ?? "amqp://guest:guest@127.0.0.1:5672/");

    public string Name => "fedora-messaging";

    public string Question => "how many fedora-messaging messages a second are confirmed, against the bare client?";

    public async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory { Uri = Address };
        await using var connection = await factory.CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(true, true, outstandingPublisherConfirmationsRateLimiter: null), cancellationToken);
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(Queue, Exchange, $"{Prefix}.#", cancellationToken: cancellationToken);
        await using var messenger = new FedoraMessagingMessenger(
            Options.Create(new FedoraMessagingOptions { Url = Address.ToString(), TopicPrefix = Prefix }),
            NullLogger<FedoraMessagingMessenger>.Instance);
        using var host = BuildHost();
        await host.StartAsync(cancellationToken);
        try
        {
            await new Rounds("messages/s", 7)
                .Add("bare client, confirms pipelined", token => BareAsync(channel, token))
                .Add("messenger", token => MessengerAsync(messenger, channel, token))
                .Add("buffer, outbox, relay, messenger", token => RelayAsync(host.Services, channel, token))
                .RunAsync(output, cancellationToken);
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
            await channel.QueueDeleteAsync(Queue, cancellationToken: CancellationToken.None);
        }
    }

    private static IHost BuildHost()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["PdcBus:FedoraMessaging:Url"] = Address.ToString();
        builder.Configuration["PdcBus:FedoraMessaging:TopicPrefix"] = Prefix;
        builder.Configuration["PdcBus:Outbox:SoftLimit"] = "1000000";
        builder.Services.AddPdcBus().AddFedoraMessagingMessenger();
        return builder.Build();
    }

    private static async Task<double> BareAsync(IChannel channel, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await PipelinedSends.RunAsync(Events, () =>
        {
            var properties = new BasicProperties
            {
                ContentType = "application/json",
                ContentEncoding = "utf-8",
                Persistent = true,
                MessageId = Guid.CreateVersion7().ToString(),
                Headers = new Dictionary<string, object?>
                {
                    ["fedora_messaging_schema"] = "base.message",
                    ["fedora_messaging_schema_package"] = "fedora_messaging",
                    ["sent-at"] = "2026-03-08T12:00:00+00:00",
                    ["fedora_messaging_severity"] = 20,
                    ["priority"] = 0,
                    ["summary"] = "Compose TP-1.0-20150310.0 was created",
                },
            };
            return channel.BasicPublishAsync(
                Exchange, $"{Prefix}.pdc.compose", false, properties, Body(), cancellationToken).AsTask();
        });
        return await RateAsync(watch, channel, cancellationToken);
    }

    private static async Task<double> MessengerAsync(
        FedoraMessagingMessenger messenger, IChannel channel, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await PipelinedSends.RunAsync(Events, () =>
        {
            var now = TimeProvider.System.GetUtcNow();
            return messenger.SendAsync(
                new PdcMessage
                {
                    Id = Guid.CreateVersion7(now),
                    Topic = "compose",
                    Body = Body(),
                    Headers = new Dictionary<string, string>(),
                    CreatedAt = now,
                    Notice = new PdcNotice { Summary = "Compose TP-1.0-20150310.0 was created" },
                },
                cancellationToken);
        });
        return await RateAsync(watch, channel, cancellationToken);
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
            // Each of another compose: events of one go one after the other.
            for (var e = 0; e < PerScope; e++) scope.Buffer.Add(Answer.Event with { ComposeId = $"TP-1.0-{i}.{e}" });
            await scope.CompleteAsync(cancellationToken);
        }

        while (store.Figures.Waiting > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
        }

        return await RateAsync(watch, channel, cancellationToken);
    }

    private static byte[] Body() => JsonSerializer.SerializeToUtf8Bytes(Answer.Event, PdcJsonContext.Default.ComposeCreated);

    private static async Task<double> RateAsync(Stopwatch watch, IChannel channel, CancellationToken cancellationToken)
    {
        var rate = Events / watch.Elapsed.TotalSeconds;
        await channel.QueuePurgeAsync(Queue, cancellationToken);
        return rate;
    }
}
