using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

public sealed class ChosenOutboxTests
{
    [Fact]
    public async Task NothingAdded_IsInMemory() => Assert.Equal("memory", await KindAsync([]));

    [Fact]
    public async Task OneAdded_IsChosen() => Assert.Equal("file", await KindAsync(["file"]));

    [Fact]
    public async Task Named_TheNameWins() =>
        Assert.Equal("memory", await KindAsync(["file"], ("PdcBus:Outbox:Kind", " Memory ")));

    [Fact]
    public async Task SeveralAddedNoneNamed_StopsTheStart()
    {
        var error = await Assert.ThrowsAsync<PdcBusException>(() => KindAsync(["file", "table"]));

        Assert.Equal(
            "2 outboxes are registered (file, table), and PdcBus:Outbox:Kind does not say which to use. Set it to one " +
            "of these names.",
            error.Message);
    }

    [Fact]
    public async Task UnknownKind_StopsTheStartAndListsTheRegistered()
    {
        var error = await Assert.ThrowsAsync<PdcBusException>(() => KindAsync(["file"], ("PdcBus:Outbox:Kind", "disk")));

        Assert.Equal(
            "PdcBus:Outbox:Kind is 'disk', and no outbox of that kind is registered. Registered are: memory, file. " +
            "Choose one of these, or add the missing one in Program.cs with its own Add… method.",
            error.Message);
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("FILE")]
    public void AddOutbox_KindTaken_Throws(string kind)
    {
        var builder = new ServiceCollection().AddPdcBus().AddOutbox(Registration("file", []));

        Assert.Throws<ArgumentException>(() => builder.AddOutbox(Registration(kind, [])));
    }

    [Fact]
    public async Task NotChosen_IsNeverMade()
    {
        var made = new List<string>();
        await using var bench = await new Bench(
            b => b.AddOutbox(Registration("file", made)), ("PdcBus:Outbox:Kind", "memory")).StartAsync();

        Assert.Empty(made);
    }

    [Fact]
    public async Task Chosen_IsStoppedWithTheApplication()
    {
        await using var bench = await new Bench(b => b.AddOutbox(Registration("file", []))).StartAsync();
        // For a lane that nobody runs.
        await bench.FillAsync();

        await bench.StopAsync();

        bench.Logs.Single(1100);
    }

    private static OutboxRegistration Registration(string kind, List<string> made) => new()
    {
        Kind = kind,
        Outbox = p => p.GetRequiredService<MemoryOutbox>(),
        Store = p =>
        {
            made.Add(kind);
            return p.GetRequiredService<MemoryOutbox>();
        },
    };

    private static async Task<string> KindAsync(string[] added, params (string, string)[] settings)
    {
        var made = new List<string>();
        await using var bench = await new Bench(
            b =>
            {
                foreach (var kind in added) b.AddOutbox(Registration(kind, made));
            },
            settings).StartAsync();
        return made.Count == 0 ? "memory" : Assert.Single(made);
    }
}
