using System.Buffers;
using System.Diagnostics;

namespace PdcBus;

/// <summary>
/// The same 1 KiB messages, persistent and confirmed, into a queue of each broker: pre-encoded frames on a socket; the
/// messenger alone; Python's client, with receipts as far ahead, and without.
/// </summary>
internal sealed class StompBenchmark : IBenchmark
{
    private const int Messages = 20_000;
    private const int BatchOfActiveMq = 100;
    private const string Queue = "/queue/pdc.benchmark";
    private const string Destination = $"{Queue}.{PipelinedSends.Topic}";

    public string Name => "stomp";

    public string Question =>
        "how many messages a second does the STOMP messenger send, confirmed? (aim: 0.9 of frames written to a raw socket)";

    public async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        await RunAsync("RabbitMQ, a receipt for each SEND", "PDCBUS_TEST_RABBITMQ_STOMP", output, cancellationToken);
        await RunAsync("ActiveMQ, a receipt for each COMMIT", "PDCBUS_TEST_ACTIVEMQ", output, cancellationToken);
    }

    private static async Task RunAsync(
        string title, string variable, TextWriter output, CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(variable) is not { Length: > 0 } address)
        {
            await output.WriteLineAsync($"{title}: left out, {variable} names no server.");
            return;
        }

        var server = new Uri(address);
        await output.WriteLineAsync($"{title}:");
        await output.WriteLineAsync();
        await using var services = Build(server);
        var messenger = services.GetRequiredService<ChosenMessengers>().All.Single().Messenger;
        await new Rounds("messages/s", 5)
            .Add("pre-encoded frames on a socket", _ => Task.FromResult(Raw(server)))
            .Add("messenger", token => MessengerAsync(server, messenger, token))
            .Add("stomp.py, receipts", token => PythonAsync(server, PipelinedSends.Window, token))
            .Add("stomp.py, no receipts", token => PythonAsync(server, 0, token))
            .RunAsync(output, cancellationToken);
        await output.WriteLineAsync();
    }

    private static ServiceProvider Build(Uri server)
    {
        var user = server.UserInfo.Split(':').Select(Uri.UnescapeDataString).ToArray();
        var services = new ServiceCollection().AddLogging();
        services.AddPdcBus().AddStompMessenger(options =>
        {
            options.Urls.Add($"stomp://{server.Host}:{server.Port}");
            options.Login = user[0];
            options.Passcode = user[1];
            options.Destination = Queue;
        });
        return services.BuildServiceProvider();
    }

    private static double Raw(Uri server)
    {
        using var raw = new RawStomp(server);
        var isActiveMq = raw.Answer.Contains("server:ActiveMQ", StringComparison.Ordinal);
        var (octets, ends) = isActiveMq
            ? Encode(StompServer.ActiveMq, Messages / BatchOfActiveMq, BatchOfActiveMq)
            : Encode(StompServer.RabbitMq, Messages, 1);
        var watch = Stopwatch.StartNew();
        raw.Exchange(octets.WrittenSpan, ends, isActiveMq ? PipelinedSends.Window / BatchOfActiveMq : PipelinedSends.Window);
        return Rate(server, watch);
    }

    private static async Task<double> MessengerAsync(
        Uri server, IMessenger messenger, CancellationToken cancellationToken)
    {
        var message = PipelinedSends.Message();
        var watch = Stopwatch.StartNew();
        await PipelinedSends.RunAsync(Messages, () => messenger.SendAsync(message, cancellationToken));
        return Rate(server, watch);
    }

    private static async Task<double> PythonAsync(Uri server, int window, CancellationToken cancellationToken)
    {
        var user = server.UserInfo.Split(':').Select(Uri.UnescapeDataString).ToArray();
        var rate = await PipelinedSends.PythonAsync(
            "Stomp/stomp_sender.py",
            [
                server.Host, $"{server.Port}", user[0], user[1],
                Destination, $"{Messages}", $"{PipelinedSends.Size}", $"{window}",
            ],
            cancellationToken);
        Drain(server);
        return rate;
    }

    private static double Rate(Uri server, Stopwatch watch)
    {
        var rate = Messages / watch.Elapsed.TotalSeconds;
        Drain(server);
        return rate;
    }

    private static void Drain(Uri server)
    {
        using var raw = new RawStomp(server);
        raw.Drain(Destination, Messages);
    }

    /// <summary>The very frames that the messenger writes.</summary>
    private static (ArrayBufferWriter<byte> Octets, List<int> Ends) Encode(StompServer server, int pieces, int batch)
    {
        var frames = new StompFrameWriter(new StompLimits());
        var sends = new StompSendWriter(frames, new StompDestination(Queue), server);
        var message = PipelinedSends.Message();
        var output = new ArrayBufferWriter<byte>(pieces * batch * 2 * PipelinedSends.Size);
        var ends = new List<int>(pieces);
        for (var i = 1; i <= pieces; i++)
        {
            if (batch == 1) sends.Write(message, i, transaction: 0, output);
            else EncodeTransaction(frames, sends, message, i, batch, output);
            ends.Add(output.WrittenCount);
        }

        return (output, ends);
    }

    private static void EncodeTransaction(
        StompFrameWriter frames, StompSendWriter sends, PdcMessage message, int number, int batch, IBufferWriter<byte> output)
    {
        frames.Begin(StompCommand.Begin);
        frames.Header("transaction"u8, number);
        frames.End(output);
        for (var i = 0; i < batch; i++) sends.Write(message, receipt: 0, number, output);
        frames.Begin(StompCommand.Commit);
        frames.Header("transaction"u8, number);
        frames.Header("receipt"u8, number);
        frames.End(output);
    }
}
