using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PdcBus;

public sealed class ChoosingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Kind_NotSetAndOneAdded_IsThatOne()
    {
        await using var app = await StartAsync();
        Assert.IsType<SqliteOutbox>(app.Services.GetRequiredService<IOutboxStore>());
    }

    [Fact]
    public async Task Kind_NotSetAndNoneAdded_IsInMemory()
    {
        await using var app = await App.StartAsync(_folder.Path, _ => { });
        await app.PublishAsync("a");

        Assert.Empty(_folder.Find("*"));
    }

    [Fact]
    public async Task Kind_Memory_TouchesNoFileAndLooksAtNoOption()
    {
        await using var app = await StartAsync(("Outbox:Kind", "Memory"), ("Outbox:Path", ""), ("Outbox:Synchronous", "7"));
        await app.PublishAsync("a");

        Assert.IsNotType<SqliteOutbox>(app.Services.GetRequiredService<IOutboxStore>());
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Kind_SeveralAddedAndNotSet_StopsTheStart()
    {
        var error = await Assert.ThrowsAsync<PdcBusException>(() => App.StartAsync(
            _folder.Path, builder => builder.AddSqliteOutbox().AddOutbox(Other("other"))));

        Assert.Equal(
            "2 outboxes are registered (sqlite, other), and PdcBus:Outbox:Kind does not say which to use. Set it to one " +
            "of these names.",
            error.Message);
    }

    [Fact]
    public async Task Kind_SeveralAddedAndSet_MakesOnlyThatOne()
    {
        await using var app = await App.StartAsync(
            _folder.Path, builder => builder.AddSqliteOutbox().AddOutbox(Other("other")), ("Outbox:Kind", "sqlite"));
        Assert.IsType<SqliteOutbox>(app.Services.GetRequiredService<IOutboxStore>());
    }

    [Fact]
    public async Task Kind_Unknown_StopsTheStartAndListsTheKinds()
    {
        var error = await Assert.ThrowsAsync<PdcBusException>(() => StartAsync(("Outbox:Kind", "databse")));

        Assert.StartsWith(
            "PdcBus:Outbox:Kind is 'databse', and no outbox of that kind is registered. Registered are: memory, sqlite.",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Kind_AddedTwice_IsRefused()
    {
        var builder = new ServiceCollection().AddPdcBus().AddSqliteOutbox();

        Assert.Throws<ArgumentException>(() => builder.AddSqliteOutbox());
        Assert.Throws<ArgumentException>(() => builder.AddOutbox(Other("MEMORY")));
    }

    [Theory]
    [InlineData("Path", "", "PdcBus:Outbox:Path is empty.")]
    [InlineData("MinFreeDisk", "-1", "PdcBus:Outbox:MinFreeDisk is -1. Set it to a number of bytes, 0 or more.")]
    [InlineData("Synchronous", "7", "PdcBus:Outbox:Synchronous is 7. Set it to Full or Normal.")]
    public async Task Options_Wrong_StopTheStart(string key, string value, string expected)
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(($"Outbox:{key}", value)));

        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pdcbus", "pdcbus/outbox.db")]
    [InlineData("data/messages.db", "data/messages.db")]
    [InlineData("data.d/", "data.d/outbox.db")]
    public async Task Path_FolderOrFile_IsWhereTheFileLies(string path, string expected)
    {
        await using var app = await StartAsync(("Outbox:Path", path));
        await app.PublishAsync("a");

        Assert.True(File.Exists(Path.Combine(_folder.Path, expected)));
    }

    [Fact]
    public async Task Path_NotSet_LiesUnderTheContentRoot()
    {
        await using var app = await StartAsync();
        await app.PublishAsync("a");

        Assert.True(File.Exists(Path.Combine(_folder.Path, "pdcbus", "outbox.db")));
    }

    [Fact]
    public async Task Configure_Delegate_Decides()
    {
        var path = Path.Combine(_folder.Path, "mine");
        await using var app = await App.StartAsync(
            _folder.Path, builder => builder.AddSqliteOutbox(o => o.Path = path), ("Outbox:Path", "theirs"));
        await app.PublishAsync("a");

        Assert.True(File.Exists(Path.Combine(path, "outbox.db")));
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "theirs")));
    }

    private static OutboxRegistration Other(string kind) => new()
    {
        Kind = kind,
        Outbox = _ => throw new InvalidOperationException("It was not chosen."),
        Store = _ => throw new InvalidOperationException("It was not chosen."),
    };

    private Task<App> StartAsync(params (string Key, string Value)[] settings) =>
        App.StartAsync(_folder.Path, builder => builder.AddSqliteOutbox(), settings);
}
