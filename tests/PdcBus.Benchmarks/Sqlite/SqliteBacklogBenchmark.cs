using System.Diagnostics;
using System.Globalization;

namespace PdcBus;

/// <summary>
/// A bus that is away while a million messages come in, a restart, and the bus back. One pass, not rounds: what is
/// asked is how memory and time behave, not which of two is faster.
/// </summary>
internal sealed class SqliteBacklogBenchmark : IBenchmark
{
    private const int Count = 1_000_000;
    private const int Set = 1_000;

    public string Name => "sqlite-backlog";

    public string Question => "what does a million waiting messages cost? (aim: memory that does not grow with them)";

    public async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        using var folder = new BenchmarkFolder();
        await output.WriteLineAsync("| moment | seconds | messages/s | managed heap | working set |");
        await output.WriteLineAsync("|---|---|---|---|---|");
        var bus = new SwitchedBus();
        using (var host = await StartAsync(folder.Path, bus, cancellationToken))
        {
            var outbox = host.Services.GetRequiredService<IOutbox>();
            await outbox.AppendAsync(SampleRows.New(1), cancellationToken);
            await WriteAsync(output, "one message waits", 0, 0);
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < Count / Set; i++) await outbox.AppendAsync(SampleRows.New(Set), cancellationToken);
            await WriteAsync(output, $"a million wait, appended {Set} at a time", watch.Elapsed.TotalSeconds, Count);
            await host.StopAsync(cancellationToken);
        }

        var opening = Stopwatch.StartNew();
        using (var host = await StartAsync(folder.Path, bus, cancellationToken))
        {
            var store = host.Services.GetRequiredService<IOutboxStore>();
            await store.ReadAsync(SampleRows.Lane, 0, 1, cancellationToken);
            await WriteAsync(output, "opened after a graceful stop", opening.Elapsed.TotalSeconds, 0);
            bus.IsThere = true;
            var watch = Stopwatch.StartNew();
            await UntilAsync(() => store.Figures.Waiting < Count / 2);
            await WriteAsync(output, "half of them sent, no-op messenger", watch.Elapsed.TotalSeconds, Count / 2);
            await UntilAsync(() => store.Figures.Waiting == 0);
            await WriteAsync(output, "all sent", watch.Elapsed.TotalSeconds, Count);
            await host.StopAsync(cancellationToken);
        }
    }

    private static async Task<IHost> StartAsync(string folder, IMessenger bus, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration["PdcBus:Outbox:SoftLimit"] = "10000000";
        builder.Services.AddPdcBus().AddSqliteOutbox(o => o.Path = folder).AddMessenger(SampleRows.Lane, _ => bus);
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return host;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition()) await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
    }

    private static async Task WriteAsync(TextWriter output, string moment, double seconds, long count)
    {
        using var process = Process.GetCurrentProcess();
        var heap = GC.GetTotalMemory(forceFullCollection: true) / 1e6;
        var rate = count == 0 ? "" : (count / seconds).ToString("N0", CultureInfo.InvariantCulture);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"| {moment} | {(seconds > 0 ? seconds : null):0.0} | {rate} | {heap:0.0} MB | {process.WorkingSet64 / 1e6:0} MB |"));
    }

    private sealed class SwitchedBus : IMessenger
    {
        public volatile bool IsThere;

        public Task SendAsync(PdcMessage message, CancellationToken cancellationToken) => IsThere
            ? Task.CompletedTask
            : Task.FromException(new MessengerException(MessengerErrorKind.Unreachable, "The bus is away."));
    }
}
