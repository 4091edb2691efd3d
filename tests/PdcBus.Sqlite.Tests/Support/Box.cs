using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace PdcBus;

/// <summary>An outbox in a folder, as an application would have it, without the relay.</summary>
internal sealed class Box : IAsyncDisposable
{
    public const string Lane = "bus";
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly DateTimeOffset Noon = new(2026, 3, 8, 12, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider _services;

    public Box(string path, SqliteSynchronous synchronous = SqliteSynchronous.Full, long minFreeDisk = 0)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        services.AddPdcBus().AddSqliteOutbox(
            o => (o.Path, o.Synchronous, o.MinFreeDisk) = (path, synchronous, minFreeDisk));
        _services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Clock { get; } = new(Noon);

    public Logs Logs { get; } = new();

    public IOutbox Outbox => _services.GetRequiredService<IOutbox>();

    public IOutboxStore Store => _services.GetRequiredService<IOutboxStore>();

    public OutboxWriter Writer => _services.GetRequiredService<OutboxWriter>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static PdcMessage Message(string topic, DateTimeOffset? createdAt = null, int size = 2) => new()
    {
        Id = Guid.CreateVersion7(Noon),
        Topic = topic,
        Body = Encoding.UTF8.GetBytes(new string('{', size)),
        Headers = new Dictionary<string, string> { ["author"] = "ann" },
        CreatedAt = createdAt ?? Noon,
    };

    /// <summary>Opens the file as the start of the application does, and waits until it is open.</summary>
    public async Task StartAsync()
    {
        await ((IHostedService)Store).StartAsync(Token);
        await Writer.WriteAsync(_ => { });
    }

    /// <summary>Moves the clock, and waits until what it wakes has been done.</summary>
    public async Task TickAsync()
    {
        Clock.Advance(TimeSpan.FromSeconds(5));
        // A write that comes behind the tick ends after it, except that the first may share its turn.
        for (var i = 0; i < 2; i++) await Writer.WriteAsync(_ => { });
    }

    public Task StopAsync() => ((IHostedService)Store).StopAsync(Token);

    public Task AppendAsync(params string[] topics) => AppendAsync(topics.Select(t => Message(t)));

    public Task AppendAsync(IEnumerable<PdcMessage> messages) =>
        Outbox.AppendAsync([.. messages.Select(m => new OutboxRow(Lane, m))], Token);

    public Task<IReadOnlyList<OutboxEntry>> ReadAsync(long after = 0, int max = 100_000) =>
        Store.ReadAsync(Lane, after, max, Token);

    public async Task<string[]> TopicsAsync() => [.. (await ReadAsync()).Select(e => e.Message.Topic)];

    public async Task SettleAllAsync() =>
        await Store.SettleAsync(Lane, [.. (await ReadAsync()).Select(e => e.Position)], Token);

    public async Task ParkFirstAsync(string error = "No.") => await Store.ParkAsync(
        Lane, (await ReadAsync())[0].Position, new OutboxFailure(2, MessengerErrorKind.Refused, error), Token);

    public Task<IReadOnlyList<ParkedMessage>> ParkedAsync() => Store.QueryParkedAsync(new ParkedFilter(), 1000, Token);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
