using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using static PdcBus.Speech;

namespace PdcBus;

/// <summary>
/// Works on an outbox without a relay, and says in which order: <c>appended ID</c> when the append has returned,
/// <c>settling ID</c> before the settle is asked for, <c>settled ID</c> when it has returned.
/// </summary>
internal sealed class Appender(IOutbox outbox, IOutboxStore store, string run)
{
    private const int Threads = 4;
    private const int Batch = 5_000;

    public static async Task RunAsync(string folder, string command, SqliteSynchronous synchronous, string run)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddPdcBus().AddSqliteOutbox(o => (o.Path, o.Synchronous) = (folder, synchronous));
        await using var provider = services.BuildServiceProvider();
        var appender = new Appender(
            provider.GetRequiredService<IOutbox>(), provider.GetRequiredService<IOutboxStore>(), run);
        await (command switch
        {
            "append" => appender.WorkAsync(),
            "hold" => appender.HoldAsync(),
            "die-after-append" => appender.DieAsync(afterSettle: false),
            "die-after-settle" => appender.DieAsync(afterSettle: true),
            _ => throw new ArgumentException($"'{command}' is no command.", nameof(command)),
        });
    }

    private Task WorkAsync() => Task.WhenAll(
        [.. Enumerable.Range(0, Threads).Select(t => Task.Run(() => AppendForEverAsync(t))), SettleForEverAsync()]);

    private async Task HoldAsync()
    {
        for (var i = 0; i < 100; i++) await AppendAsync(0, i);
        await ReadyAsync();
    }

    private async Task DieAsync(bool afterSettle)
    {
        using var self = Process.GetCurrentProcess();
        await AppendAsync(0, -1);
        await outbox.AppendAsync(
            [.. Enumerable.Range(0, Batch).Select(i => new OutboxRow(SampleMessage.Lane, Message(0, i)))], CancellationToken.None);
        if (!afterSettle) self.Kill();
        var entries = await store.ReadAsync(SampleMessage.Lane, 0, 2 * Batch, CancellationToken.None);
        await store.SettleAsync(SampleMessage.Lane, [.. entries.Select(e => e.Position)], CancellationToken.None);
        self.Kill();
    }

    private async Task AppendForEverAsync(int thread)
    {
        for (var i = 0; ; i++) await AppendAsync(thread, i);
    }

    private async Task AppendAsync(int thread, int number)
    {
        var message = Message(thread, number);
        await outbox.AppendAsync([new OutboxRow(SampleMessage.Lane, message)], CancellationToken.None);
        Say($"appended {message.Id}");
    }

    private PdcMessage Message(int thread, int number) => SampleMessage.New($"{run}.{thread}", $"{thread}", number);

    private async Task SettleForEverAsync()
    {
        long cursor = 0;
        while (true)
        {
            var entries = await store.ReadAsync(SampleMessage.Lane, cursor, 20, CancellationToken.None);
            if (entries.Count > 0) cursor = entries[^1].Position;
            else await Task.Yield();

            // Every other entry stays, so that there is something to find.
            var done = entries.Where(e => e.Position % 2 == 0).ToList();
            if (done.Count == 0) continue;
            foreach (var entry in done) Say($"settling {entry.Message.Id}");
            await store.SettleAsync(SampleMessage.Lane, [.. done.Select(e => e.Position)], CancellationToken.None);
            foreach (var entry in done) Say($"settled {entry.Message.Id}");
        }
    }
}
