using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PdcBus;

// Usage: PdcBus.Sqlite.Child FOLDER FULL|NORMAL RUN [stay | die-after-append | die-after-settle]
//
// Appends from several threads and settles from another, for ever, and says so in lines that are written whole:
//   appended ID   the append has returned
//   settling ID   the settle is about to be asked for
//   settled ID    it has returned
// With "stay" it appends 100 messages in one thread, says "ready" and waits to be killed.
// With "die-after-…" it does that once, with a batch whose commit takes a while, and kills itself (SIGKILL) the moment
// that it returns: what was not in the log by then is lost.
const string lane = "bus";
const int threads = 4;
const int batch = 5_000;
var (folder, synchronous, run) = (args[0], Enum.Parse<SqliteSynchronous>(args[1], ignoreCase: true), args[2]);

var services = new ServiceCollection();
services.AddLogging();
services.AddPdcBus().AddSqliteOutbox(o => (o.Path, o.Synchronous) = (folder, synchronous));
await using var provider = services.BuildServiceProvider();
var outbox = provider.GetRequiredService<IOutbox>();
var store = provider.GetRequiredService<IOutboxStore>();
var gate = new Lock();

if (args is [.., "stay"])
{
    for (var i = 0; i < 100; i++) await AppendAsync(0, i);
    Say("ready");
    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);
}

if (args is [.., ("die-after-append" or "die-after-settle") and var moment])
{
    using var self = Process.GetCurrentProcess();
    await AppendAsync(0, -1);
    var rows = Enumerable.Range(0, batch).Select(i => new OutboxRow(lane, Message(0, i))).ToArray();
    await outbox.AppendAsync(rows, CancellationToken.None);
    if (moment == "die-after-append") self.Kill();
    var positions = (await store.ReadAsync(lane, 0, 2 * batch, CancellationToken.None)).Select(e => e.Position).ToArray();
    await store.SettleAsync(lane, positions, CancellationToken.None);
    self.Kill();
}

await Task.WhenAll([.. Enumerable.Range(0, threads).Select(t => Task.Run(() => AppendForEverAsync(t))), SettleForEverAsync()]);

async Task AppendForEverAsync(int thread)
{
    for (var i = 0; ; i++) await AppendAsync(thread, i);
}

async Task AppendAsync(int thread, int number)
{
    var message = Message(thread, number);
    await outbox.AppendAsync([new OutboxRow(lane, message)], CancellationToken.None);
    Say($"appended {message.Id}");
}

PdcMessage Message(int thread, int number) => new()
{
    Id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()),
    Topic = $"{run}.{thread}",
    Body = Encoding.UTF8.GetBytes($"{{\"n\":{number},\"filler\":\"{new string('x', 700)}\"}}"),
    Headers = new Dictionary<string, string> { ["author"] = "child" },
    OrderingKey = $"{thread}",
    CreatedAt = TimeProvider.System.GetUtcNow(),
};

async Task SettleForEverAsync()
{
    long cursor = 0;
    while (true)
    {
        var entries = await store.ReadAsync(lane, cursor, 20, CancellationToken.None);
        if (entries.Count > 0) cursor = entries[^1].Position;
        else await Task.Yield();

        // Every other entry stays, so that there is something to find.
        var done = entries.Where(e => e.Position % 2 == 0).ToList();
        if (done.Count == 0) continue;
        foreach (var entry in done) Say($"settling {entry.Message.Id}");
        await store.SettleAsync(lane, [.. done.Select(e => e.Position)], CancellationToken.None);
        foreach (var entry in done) Say($"settled {entry.Message.Id}");
    }
}

void Say(string line)
{
    lock (gate) Console.Out.WriteLine(line);
}
