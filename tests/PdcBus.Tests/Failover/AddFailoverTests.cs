using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PdcBus;

public sealed class AddFailoverTests
{
    [Fact]
    public async Task Start_MembersAndTheirChain_TheChainIsChosen()
    {
        await using var bench = await ChainOf("a", "b").StartAsync();

        Assert.Equal(["bus"], NamesIn(bench));
    }

    [Fact]
    public async Task Start_MemberNamed_IsChosenAlone()
    {
        await using var bench = await ChainOf("a", "b", ("PdcBus:Messenger", "A")).StartAsync();

        Assert.Equal(["a"], NamesIn(bench));
    }

    [Fact]
    public async Task Start_AnotherBesideTheChain_HasToBeChosen()
    {
        await using var bench = new Bench(
            b => b.AddMessenger("a", None).AddMessenger("b", None).AddMessenger("c", None).AddFailover("bus", "a", "B"));

        var error = await Assert.ThrowsAsync<PdcBusException>(bench.StartAsync);

        Assert.StartsWith("2 messengers are registered (c, bus)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_UnknownMember_SaysSo()
    {
        await using var bench = new Bench(b => b.AddMessenger("a", None).AddFailover("bus", "a", "amqp"));

        var error = await Assert.ThrowsAsync<PdcBusException>(bench.StartAsync);

        Assert.StartsWith(
            "The fail-over chain 'bus' names 'amqp', and no messenger of that name is registered. Registered are: ",
            error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ChainOfChains_SaysSo()
    {
        await using var bench = new Bench(b => b.AddMessenger("a", None).AddFailover("inner", "a", "log").AddFailover("bus", "inner", "a"));

        var error = await Assert.ThrowsAsync<PdcBusException>(bench.StartAsync);

        Assert.Contains("'inner', which is a chain itself", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PdcBus:Failover:TakeOverAfter", "-00:00:01")]
    [InlineData("PdcBus:Failover:HandBackAfter", "00:00:00")]
    public async Task Start_BadSetting_NamesSettingAndValue(string key, string value)
    {
        await using var bench = ChainOf("a", "b", (key, value));

        var error = await Assert.ThrowsAsync<OptionsValidationException>(bench.StartAsync);

        Assert.Contains($"{key} is {value}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bus")]
    [InlineData("bus", "a")]
    [InlineData("bus", "a", "A")]
    [InlineData("", "a", "b")]
    [InlineData("a", "a", "b")]
    [InlineData("x#1", "a", "b")]
    public void AddFailover_BadNames_Throws(string name, params string[] members)
    {
        var builder = new ServiceCollection().AddPdcBus().AddMessenger("a", None).AddMessenger("b", None);

        Assert.ThrowsAny<ArgumentException>(() => builder.AddFailover(name, members));
    }

    [Fact]
    public async Task Event_FirstMemberAway_ArrivesByTheSecondUnderItsId()
    {
        await using var bench = await new Bench(
            b => b.AddMessenger("away", _ => new Away()).AddFailover("bus", "away", "capture"),
            ("PdcBus:Failover:TakeOverAfter", "00:00:00")).StartAsync();
        using var captured = bench.Services.GetRequiredService<CaptureMessenger>().Listen();
        Guid id;
        await using (var scope = await bench.Scopes.OpenAsync("job", cancellationToken: TestContext.Current.CancellationToken))
        {
            id = scope.Buffer.Add(new Painted("red"));
            await scope.CompleteAsync(TestContext.Current.CancellationToken);
        }

        var message = await captured.WaitForAsync(
            "widgets.painted", Wait.Deadline, TestContext.Current.CancellationToken);

        Assert.Equal(id, message.Id);
        await Wait.UntilAsync(
            () => bench.Services.GetRequiredService<IOutboxStore>().Figures.Waiting == 0, "it is settled");
        Assert.Single(captured.Messages);
    }

    private static NoneMessenger None(IServiceProvider services) => new();

    private static Bench ChainOf(string first, string second, params (string, string)[] settings) => new(
        builder =>
        {
            builder.AddFailover("bus", first, second);
            builder.AddMessenger("a", None);
            builder.AddMessenger("b", None);
        },
        settings);

    private static IEnumerable<string> NamesIn(Bench bench) =>
        [.. bench.Services.GetRequiredService<ChosenMessengers>().All.Select(c => c.Name)];

    private sealed class Away : IMessenger
    {
        public Task SendAsync(PdcMessage message, CancellationToken cancellationToken) =>
            Task.FromException(new MessengerException(MessengerErrorKind.Unreachable, "It is away."));
    }
}
