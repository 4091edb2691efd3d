using System.Diagnostics;
using RabbitMQ.Client;

namespace PdcBus;

/// <summary>
/// The same 1 KiB messages, durable and accepted, into a queue of RabbitMQ: with AMQPNetLite used raw, its outcomes as
/// callbacks; with the messenger alone; with Python's qpid-proton, as far ahead.
/// </summary>
internal sealed class AmqpBenchmark : IBenchmark
{
    private const string Variable = "PDCBUS_TEST_RABBITMQ";
    private const int Messages = 20_000;
    private const string Queue = $"pdc.benchmark.{PipelinedSends.Topic}";
    private const string Address = $"/amq/queue/{Queue}";

    public string Name => "amqp";

    public string Question =>
        "how many messages a second does the AMQP 1.0 messenger send, accepted? (aim: 0.9 of AMQPNetLite used raw)";

    public async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } address)
        {
            await output.WriteLineAsync($"Left out, {Variable} names no server.");
            return;
        }

        var server = new Uri(address);
        await using var connection = await new RabbitMQ.Client.ConnectionFactory { Uri = server }.CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
        await using var raw = await RawAmqp.OpenAsync(server, Address);
        await using var services = Build(server);
        var messenger = services.GetRequiredService<ChosenMessengers>().All.Single().Messenger;
        try
        {
            await new Rounds("messages/s", 5)
                .Add("AMQPNetLite used raw", token => RateAsync(raw.SendAsync, channel, token))
                .Add("messenger", token => RateAsync(message => messenger.SendAsync(message, token), channel, token))
                .Add("qpid-proton in Python", token => PythonAsync(server, channel, token))
                .RunAsync(output, cancellationToken);
        }
        finally
        {
            await channel.QueueDeleteAsync(Queue, cancellationToken: CancellationToken.None);
        }
    }

    private static ServiceProvider Build(Uri server)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddPdcBus().AddAmqpMessenger(options =>
        {
            options.Urls.Add(server.ToString());
            options.Address = "/amq/queue/pdc.benchmark.{topic}";
        });
        return services.BuildServiceProvider();
    }

    private static async Task<double> RateAsync(
        Func<PdcMessage, Task> send, IChannel channel, CancellationToken cancellationToken)
    {
        var message = PipelinedSends.Message();
        var watch = Stopwatch.StartNew();
        await PipelinedSends.RunAsync(Messages, () => send(message));
        var rate = Messages / watch.Elapsed.TotalSeconds;
        await channel.QueuePurgeAsync(Queue, cancellationToken);
        return rate;
    }

    private static async Task<double> PythonAsync(Uri server, IChannel channel, CancellationToken cancellationToken)
    {
        var user = server.UserInfo.Split(':').Select(Uri.UnescapeDataString).ToArray();
        var rate = await PipelinedSends.PythonAsync(
            "Amqp/proton_sender.py",
            [
                $"amqp://{server.Authority}", user[0], user[1],
                Address, $"{Messages}", $"{PipelinedSends.Size}", $"{PipelinedSends.Window}",
            ],
            cancellationToken);
        await channel.QueuePurgeAsync(Queue, cancellationToken);
        return rate;
    }
}
