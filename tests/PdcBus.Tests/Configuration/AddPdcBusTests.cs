using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PdcBus;

public sealed class AddPdcBusTests
{
    [Theory]
    [InlineData("PdcBus:Outbox:SoftLimit", "0")]
    [InlineData("PdcBus:Outbox:SoftLimitBytes", "-1")]
    [InlineData("PdcBus:Relay:Window", "0")]
    [InlineData("PdcBus:Relay:MaxAttempts", "0")]
    [InlineData("PdcBus:Relay:Shards", "300")]
    [InlineData("PdcBus:Relay:SendTimeout", "00:00:00")]
    [InlineData("PdcBus:Relay:DrainTimeout", "-00:00:01")]
    [InlineData("PdcBus:TopicPrefix", ".eng")]
    [InlineData("PdcBus:WireProfile", "7")]
    [InlineData("PdcBus:Parked:MaxCount", "0")]
    public async Task Start_BadValue_NamesSettingAndValue(string key, string value)
    {
        await using var bench = new Bench(null, (key, value));

        var error = await Assert.ThrowsAsync<OptionsValidationException>(bench.StartAsync);

        Assert.Contains(key, error.Message, StringComparison.Ordinal);
        Assert.Contains(value, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ValueOfTheWrongType_NamesTheSetting()
    {
        await using var bench = new Bench(null, ("PdcBus:Relay:Window", "many"));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(bench.StartAsync);

        Assert.Contains("PdcBus:Relay:Window", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddPdcBus_Twice_RegistersOnce()
    {
        var services = new ServiceCollection();
        services.AddPdcBus();
        var count = services.Count;

        services.AddPdcBus();

        Assert.Equal(count, services.Count);
    }

    [Fact]
    public void AddPdcBus_OtherSection_IsReadAndNamed()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Bus:TopicPrefix"] = "a..b" })
            .Build();
        var services = new ServiceCollection().AddLogging();
        services.AddPdcBus(configuration.GetSection("Bus"));
        using var provider = services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(
            () => provider.GetRequiredService<IOptions<PdcBusOptions>>().Value);

        Assert.Contains("Bus:TopicPrefix is 'a..b'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_MessagesWaitInMemory_AreDrainedFirst()
    {
        var bench = await new Bench(null, ("PdcBus:Messenger", "capture")).StartAsync();
        await using var _ = bench;
        using var listener = bench.Services.GetRequiredService<CaptureMessenger>().Listen();
        var token = TestContext.Current.CancellationToken;
        await using (var scope = await bench.Scopes.OpenAsync("job", cancellationToken: token))
        {
            for (var i = 0; i < 3000; i++) scope.Buffer.Add(new Painted($"{i}"));
            await scope.CompleteAsync(token);
        }

        await bench.StopAsync();

        Assert.Equal(3000, listener.Messages.Count);
        Assert.Empty(bench.Logs.Of(1100));
    }

    [Fact]
    public async Task Stop_BusAway_SaysAtOnceWhatIsLost()
    {
        var messenger = new ScriptedMessenger(TimeProvider.System) { Rule = s => s.Fail(MessengerErrorKind.Unreachable) };
        await using var bench = await new Bench(b => b.AddMessenger("bus", _ => messenger)).StartAsync();
        var token = TestContext.Current.CancellationToken;
        await using (var scope = await bench.Scopes.OpenAsync("job", cancellationToken: token))
        {
            scope.Buffer.Add(new Painted("red"));
            await scope.CompleteAsync(token);
        }

        await messenger.SendAsync(1);
        await Wait.UntilAsync(() => bench.Logs.Of(1200).Count == 1, "the bus was called unreachable");
        await bench.StopAsync();

        Assert.Contains("1 messages wait in memory", bench.Logs.Single(1100).Text, StringComparison.Ordinal);
        Assert.Equal(PdcOutcome.Lost, Assert.Single(bench.Ledger.Outcomes).Outcome);
    }
}
