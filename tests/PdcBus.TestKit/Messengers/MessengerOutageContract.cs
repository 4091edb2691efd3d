using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace PdcBus;

/// <summary>What every messenger promises when brokers and networks go away and come back.</summary>
public abstract class MessengerOutageContract<TSubject> : MessengerContractBase<TSubject>
    where TSubject : MessengerSubject, new()
{
    /// <summary>A frozen peer has to be noticed within this time, with the settings of an operator who wants that.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private BrokerServer Broker => RequireControl();

    /// <summary>How many messages the broker is killed under.</summary>
    protected virtual int Load => 20_000;

    [Fact]
    public async Task Broker_down_at_the_start_is_found_when_it_comes()
    {
        RequireControl();
        await using var subscriber = await SubscribeAsync();
        await Broker.KillAsync(Token);
        await using var bench = Bench();

        await FailAsync(bench, MessengerErrorKind.Unreachable);
        await Broker.StartAsync(Token);
        await SendUntilConfirmedAsync(bench, Message("found"));

        Assert.Equal("found", (await BodiesAsync(subscriber, 1))[0]);
    }

    [Fact]
    public async Task Broker_killed_three_times_under_load_loses_nothing()
    {
        Assert.SkipUnless(Subject.ConfirmsDelivery, "What is not confirmed may be lost.");
        RequireControl();
        await using var subscriber = await SubscribeAsync();
        await using var bench = Bench();
        await bench.StartAsync(Token);

        await bench.PublishAsync(Enumerable.Range(0, Load).Select(i => new Numbered(i)), Token);
        for (var kill = 1; kill <= 3; kill++)
        {
            await WaitForWaitingAsync(bench, Load * (4 - kill) / 4);
            Assert.NotEqual(0, bench.Figures.Waiting);
            await Broker.KillAsync(Token);
            await Broker.StartAsync(Token);
        }

        await WaitForWaitingAsync(bench, 0);
        Assert.Equal(0, bench.Figures.Parked);

        var (lost, duplicates) = await CountAsync(subscriber);
        await Console.Out.WriteLineAsync(
            $"{GetType().Name}: {Load} messages, broker killed and restarted 3 times: {lost} lost, {duplicates} duplicates, all with equal ids.");
        Assert.Equal(0, lost);
    }

    [Fact]
    public async Task Broker_frozen_and_thawed_is_noticed_and_found_again()
    {
        Assert.SkipUnless(Subject.ConfirmsDelivery, "Nothing is awaited that could stay away.");
        RequireControl();
        await using var subscriber = await SubscribeAsync();
        await using var bench = Bench();
        await bench.Messenger.SendAsync(Message("before"), Token).WaitAsync(Patience, Token);

        await Broker.FreezeAsync(Token);
        var watch = Stopwatch.StartNew();
        try
        {
            await FailAsync(bench, MessengerErrorKind.InDoubt, MessengerErrorKind.Unreachable);
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, Soon);
            await FailAsync(bench, MessengerErrorKind.InDoubt, MessengerErrorKind.Unreachable);
        }
        finally
        {
            await Broker.ThawAsync(CancellationToken.None);
        }

        await SendUntilConfirmedAsync(bench, Message("after"));
        var bodies = new List<string>();
        while (bodies is not [.., "after"]) bodies.AddRange(await BodiesAsync(subscriber, 1));
        Assert.Equal("before", bodies[0]);
    }

    [Fact]
    public async Task Half_open_connection_is_noticed_and_replaced()
    {
        Assert.SkipUnless(Subject.ConfirmsDelivery, "Nothing is awaited that could stay away.");
        await using var subscriber = await SubscribeAsync();
        await using var proxy = new LoopbackProxy(Subject.Server);
        await using var bench = Bench(At(proxy.Address));
        await bench.Messenger.SendAsync(Message("before"), Token).WaitAsync(Patience, Token);

        proxy.Freeze();
        var watch = Stopwatch.StartNew();
        await FailAsync(bench, MessengerErrorKind.InDoubt, MessengerErrorKind.Unreachable);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Soon);
        proxy.HangUp();
        proxy.Thaw();

        await SendUntilConfirmedAsync(bench, Message("after"));
    }

    [Fact]
    public async Task One_of_three_servers_alive_is_enough()
    {
        Assert.SkipUnless(Subject.TakesSeveralServers, "It takes one server.");
        await using var subscriber = await SubscribeAsync();
        await using var refusing = new LoopbackProxy(Subject.Server) { Refuses = true };
        await using var bench = Bench(At(new DnsEndPoint("127.0.0.1", 1), refusing.Address, Subject.Server));

        await SendUntilConfirmedAsync(bench, Message("there"));

        Assert.Equal("there", (await BodiesAsync(subscriber, 1))[0]);
    }

    private BrokerServer RequireControl()
    {
        Assert.SkipWhen(Subject.Broker is null, "There is no broker here.");
        Subject.Broker.RequireControl();
        return Subject.Broker;
    }

    private async Task<(int Lost, int Duplicates)> CountAsync(IBusSubscriber subscriber)
    {
        var numbers = new Dictionary<string, int>();
        var seen = new HashSet<int>();
        var duplicates = 0;
        while (await NextAsync(subscriber) is { } delivery)
        {
            var number = JsonDocument.Parse(delivery.Body).RootElement.GetProperty("number").GetInt32();
            if (numbers.TryAdd(delivery.Id, number))
            {
                Assert.True(seen.Add(number), $"Message {number} came under two ids.");
                continue;
            }

            Assert.Equal(number, numbers[delivery.Id]);
            duplicates++;
        }

        return (Load - seen.Count, duplicates);
    }

    /// <summary>The next message; null when none comes for a while.</summary>
    private static async Task<BusDelivery?> NextAsync(IBusSubscriber subscriber)
    {
        using var quiet = CancellationTokenSource.CreateLinkedTokenSource(Token);
        quiet.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            return await subscriber.ReceiveAsync(quiet.Token);
        }
        catch (OperationCanceledException) when (!Token.IsCancellationRequested)
        {
            return null;
        }
    }

    private static Task WaitForWaitingAsync(MessengerBench bench, long waiting) => Eventually.IsTrueAsync(
        () => bench.Figures.Waiting <= waiting, TimeSpan.FromMinutes(2), Token);

    [PdcTopic("load.numbered")]
    private sealed record Numbered(int Number);
}
