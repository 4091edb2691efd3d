using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

public sealed class ChosenMessengersTests
{
    [Fact]
    public async Task NothingRegistered_Logs() => Assert.Equal(["log"], await NamesAsync([]));

    [Fact]
    public async Task OneRegistered_IsChosen() => Assert.Equal(["a"], await NamesAsync(["a"]));

    [Fact]
    public async Task OneRegisteredAnotherNamed_TheNameWins() =>
        Assert.Equal(["none"], await NamesAsync(["a"], ("PdcBus:Messenger", "None")));

    [Fact]
    public async Task List_ChoosesSeveral() => Assert.Equal(
        ["b", "a"], await NamesAsync(["a", "b", "c"], ("PdcBus:Messenger:0", "b"), ("PdcBus:Messenger:1", "a")));

    [Fact]
    public async Task ValueBesideAList_TheValueWins() => Assert.Equal(
        ["c"], await NamesAsync(["a", "b", "c"], ("PdcBus:Messenger:0", "a"), ("PdcBus:Messenger", "c")));

    [Fact]
    public async Task SeveralRegisteredNoneNamed_StopsTheStart()
    {
        var error = await Assert.ThrowsAsync<PdcBusException>(() => NamesAsync(["a", "b"]));

        Assert.Equal(
            "2 messengers are registered (a, b), and PdcBus:Messenger does not say which to use. Set it to one of " +
            "these names, or to a list of them.",
            error.Message);
    }

    [Fact]
    public async Task UnknownName_StopsTheStartAndListsTheRegistered()
    {
        var error = await Assert.ThrowsAsync<PdcBusException>(() => NamesAsync(["a"], ("PdcBus:Messenger", "rabit")));

        Assert.StartsWith(
            "PdcBus:Messenger is 'rabit', and no messenger of that name is registered. Registered are: ",
            error.Message, StringComparison.Ordinal);
        Assert.Contains("log, none, capture", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NotChosen_IsNeverMade()
    {
        await using var bench = await new Bench(
            b => b.AddMessenger("broken", _ => throw new InvalidOperationException("made")),
            ("PdcBus:Messenger", "none")).StartAsync();

        Assert.DoesNotContain(bench.Logs.Lines, l => l.Error is not null);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("LOG")]
    [InlineData("x#1")]
    public void AddMessenger_NameTakenOrStrange_Throws(string name)
    {
        var builder = new ServiceCollection().AddPdcBus().AddMessenger("a", _ => new NoneMessenger());

        Assert.Throws<ArgumentException>(() => builder.AddMessenger(name, _ => new NoneMessenger()));
    }

    private static async Task<IEnumerable<string>> NamesAsync(string[] registered, params (string, string)[] settings)
    {
        await using var bench = await new Bench(
            builder =>
            {
                foreach (var name in registered) builder.AddMessenger(name, _ => new NoneMessenger());
            },
            settings).StartAsync();
        return [.. bench.Services.GetRequiredService<ChosenMessengers>().All.Select(c => c.Name)];
    }
}
