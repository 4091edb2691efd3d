using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PdcBus;

public sealed class Applications : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Messages_that_the_bus_did_not_take_go_on_after_a_restart_in_order()
    {
        var composes = Enumerable.Range(0, 200).Select(i => $"TP-{i}").ToArray();
        await using (var down = await StartAsync(new RefusingMessenger()))
        {
            foreach (var compose in composes) await down.PublishAsync(compose);
            Assert.Equal(200, down.Services.GetRequiredService<IOutboxStore>().Figures.Waiting);
        }

        var recording = new RecordingMessenger();
        await using var up = await StartAsync(recording);
        await Eventually.IsTrueAsync(() => recording.Composes.Count == 200, Box.Patience, Token);

        Assert.Equal(composes, recording.Composes);
        var store = up.Services.GetRequiredService<IOutboxStore>();
        await Eventually.IsTrueAsync(() => store.Figures.Waiting == 0, Box.Patience, Token);
    }

    [Fact]
    public async Task A_path_that_cannot_be_opened_refuses_work_and_says_why_until_it_can()
    {
        var path = Path.Combine(_folder.Path, "taken");
        await File.WriteAllTextAsync(path, "", Token);
        await using var app = await StartAsync(new RecordingMessenger(), ("Outbox:Path", path));
        var store = app.Services.GetRequiredService<IOutboxStore>();
        await Eventually.IsTrueAsync(() => store.Trouble is not null, Box.Patience, Token);

        var refused = await Assert.ThrowsAsync<PdcOutboxFullException>(() => app.PublishAsync("a"));
        var failed = await Assert.ThrowsAsync<PdcBusException>(() => app.Services.GetRequiredService<IOutbox>()
            .AppendAsync([new OutboxRow(Box.Lane, Box.Message("a"))], Token));
        var (status, description) = await app.HealthAsync();
        Assert.Equal(HealthStatus.Unhealthy, status);
        Assert.All([refused.Message, failed.Message, description], text =>
        {
            Assert.Contains(path, text, StringComparison.Ordinal);
            Assert.Contains("PdcBus:Outbox:Path", text, StringComparison.Ordinal);
        });

        File.Delete(path);
        await Eventually.IsTrueAsync(() => store.Trouble is null, Box.Patience, Token);
        await app.PublishAsync("a");
    }

    [Fact]
    public async Task A_damaged_file_degrades_the_health_and_nothing_else()
    {
        await File.WriteAllTextAsync(_folder.Outbox(), "rubbish", Token);
        var recording = new RecordingMessenger();
        await using var app = await StartAsync(recording);
        await app.PublishAsync("a");
        await Eventually.IsTrueAsync(() => recording.Composes.Count == 1, Box.Patience, Token);

        var (status, description) = await app.HealthAsync();
        Assert.True(status == HealthStatus.Degraded, $"{status}: {description}");
        Assert.Contains("outbox.db.damaged-", description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Above_the_soft_limit_no_new_work_is_taken()
    {
        await using var app = await StartAsync(new RefusingMessenger(), ("Outbox:SoftLimit", "3"));
        await app.PublishAsync("a", "b", "c", "d");

        var error = await Assert.ThrowsAsync<PdcOutboxFullException>(() => app.PublishAsync("e"));
        Assert.StartsWith("4 messages wait in the outbox and PdcBus:Outbox:SoftLimit is 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_of_a_messenger_that_is_not_configured_wait_for_it()
    {
        await using (var before = await StartAsync(new RefusingMessenger())) await before.PublishAsync("a");

        await using (var without = await App.StartAsync(
            _folder.Path,
            builder => builder.AddSqliteOutbox().AddMessenger("another", _ => new RecordingMessenger()),
            ("Outbox:Path", _folder.Path)))
        {
            var figures = () => without.Services.GetRequiredService<IOutboxStore>().Figures.Waiting;
            await Eventually.IsTrueAsync(() => figures() == 1, Box.Patience, Token);
            await without.PublishAsync("b");
            await Eventually.IsTrueAsync(() => figures() == 1, Box.Patience, Token);
        }

        var recording = new RecordingMessenger();
        await using var again = await StartAsync(recording);
        await Eventually.IsTrueAsync(() => recording.Composes.Count == 1, Box.Patience, Token);
        Assert.Equal(["a"], recording.Composes);
    }

    private Task<App> StartAsync(IMessenger messenger, params (string Key, string Value)[] settings) => App.StartAsync(
        _folder.Path,
        builder => builder.AddSqliteOutbox().AddMessenger("bus", _ => messenger),
        [("Outbox:Path", _folder.Path), .. settings]);
}
