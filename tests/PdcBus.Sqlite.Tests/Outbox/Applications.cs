using System.Runtime.Versioning;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PdcBus;

public sealed class Applications : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _folder.Dispose();
    }

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
    public async Task Messages_go_on_in_order_when_the_clock_was_set_back()
    {
        string[] composes = ["a", "b", "c"];
        await using (var fast = await StartAsync(new RefusingMessenger(), new ShiftedTime(TimeSpan.FromHours(1))))
        {
            await fast.PublishAsync(composes);
        }

        var recording = new RecordingMessenger();
        await using var slow = await StartAsync(recording, TimeProvider.System);
        await slow.PublishAsync("d");
        await Eventually.IsTrueAsync(() => recording.Composes.Count == 4, Box.Patience, Token);

        Assert.Equal([.. composes, "d"], recording.Composes);
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
    public async Task A_folder_that_may_not_be_written_refuses_work_and_says_why()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Here folders are made read-only in another way.");
            return;
        }

        var path = ReadOnlyFolder();
        await using var app = await StartAsync(new RecordingMessenger(), ("Outbox:Path", path));
        var store = app.Services.GetRequiredService<IOutboxStore>();
        await Eventually.IsTrueAsync(() => store.Trouble is not null, Box.Patience, Token);

        await Assert.ThrowsAsync<PdcOutboxFullException>(() => app.PublishAsync("a"));
        var (status, description) = await app.HealthAsync();
        Assert.Equal(HealthStatus.Unhealthy, status);
        Assert.Contains(path, description, StringComparison.Ordinal);
        Assert.Contains("set PdcBus:Outbox:Path to a folder where it may", description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parked_messages_outlive_a_restart_and_go_again_or_are_given_up()
    {
        await using (var before = await StartAsync(new RefusingMessenger(MessengerErrorKind.TooLarge)))
        {
            await before.PublishAsync("a", "b", "c");
            var figures = () => before.Services.GetRequiredService<IOutboxStore>().Figures;
            await Eventually.IsTrueAsync(() => figures() is { Parked: 3, Waiting: 0 }, Box.Patience, Token);
        }

        var recording = new RecordingMessenger();
        await using var after = await StartAsync(recording);
        var parked = after.Services.GetRequiredService<IPdcParkedMessages>();
        var all = await parked.QueryAsync(new ParkedFilter { Messenger = "bus", Kind = MessengerErrorKind.TooLarge }, cancellationToken: Token);
        Assert.Equal(3, all.Count);
        var (status, description) = await after.HealthAsync();
        Assert.True(status == HealthStatus.Degraded, $"{status}: {description}");

        Assert.Equal(1, await parked.RetryAsync(new ParkedFilter { Id = all[1].Message.Id }, Token));
        Assert.Equal(2, await parked.DiscardAsync(new ParkedFilter(), "nobody needs them", Token));

        await Eventually.IsTrueAsync(() => recording.Composes.Count > 0, Box.Patience, Token);
        Assert.Equal(["b"], recording.Composes);
        Assert.Empty(await parked.QueryAsync(new ParkedFilter(), cancellationToken: Token));
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

    /// <summary>Root may write wherever a file system takes files; the kernel's own takes none.</summary>
    [UnsupportedOSPlatform("windows")]
    private string ReadOnlyFolder()
    {
        if (Environment.IsPrivilegedProcess) return "/sys/pdcbus";
        File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return Path.Combine(_folder.Path, "pdcbus");
    }

    private Task<App> StartAsync(IMessenger messenger, params (string Key, string Value)[] settings) =>
        StartAsync(messenger, TimeProvider.System, settings);

    private Task<App> StartAsync(IMessenger messenger, TimeProvider clock, params (string Key, string Value)[] settings) => App.StartAsync(
        _folder.Path,
        clock,
        builder => builder.AddSqliteOutbox().AddMessenger("bus", _ => messenger),
        [("Outbox:Path", _folder.Path), .. settings]);
}
