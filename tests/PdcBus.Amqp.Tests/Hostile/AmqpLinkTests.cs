using System.Collections.Concurrent;
using Amqp.Framing;
using Microsoft.Extensions.Time.Testing;

namespace PdcBus;

public sealed class AmqpLinkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_ManyTopicsInTurn_ArriveInTheOrderOfTheCalls()
    {
        var bodies = new ConcurrentQueue<string>();
        await using var bench = new AmqpBench(async (peer, token) =>
        {
            await peer.AcceptAsync(token);
            await peer.ServeAsync(token, message =>
            {
                bodies.Enqueue(message.Text);
                return peer.SettleAsync(message, new Accepted(), token);
            });
        });

        await Task.WhenAll(Enumerable.Range(0, 500).Select(i => bench.ConfirmAsync($"{i}", $"topic{i % 7}")));

        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"{i}"), bodies);
    }

    [Fact]
    public async Task Send_OneLinkGetsCreditLateAndByOnes_NothingOvertakes()
    {
        var bodies = new ConcurrentQueue<string>();
        await using var bench = new AmqpBench(async (peer, token) =>
        {
            await peer.AcceptAsync(token);
            var slow = 0u;
            await peer.ServeAsync(
                token,
                async message =>
                {
                    bodies.Enqueue(message.Text);
                    await peer.SettleAsync(message, new Accepted(), token);
                    if (message.Address.EndsWith("slow", StringComparison.Ordinal)) await GiveOneAsync();
                },
                async attach =>
                {
                    var isSlow = ((Target)attach.Target).Address.EndsWith("slow", StringComparison.Ordinal);
                    await peer.AttachAsync(attach, isSlow ? 0u : 1000u, token);
                    if (isSlow) await GiveOneAsync();
                });

            Task GiveOneAsync()
            {
                var handle = peer.Links.First(l => ((Target)l.Value.Target).Address.EndsWith("slow", StringComparison.Ordinal)).Key;
                return peer.WriteAsync(
                    new Flow
                    {
                        Handle = handle, DeliveryCount = slow++, LinkCredit = 1, NextIncomingId = 0, IncomingWindow = 1_000_000,
                        NextOutgoingId = 0, OutgoingWindow = 1_000_000,
                    },
                    token);
            }
        });

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => bench.ConfirmAsync($"{i}", i % 3 == 0 ? "slow" : "quick")));

        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"{i}"), bodies);
    }

    [Fact]
    public async Task Send_MoreTopicsThanLinks_IdleLinksMakeRoom()
    {
        var most = 0;
        await using var bench = new AmqpBench(async (peer, token) =>
        {
            await peer.AcceptAsync(token);
            await peer.ServeAsync(token, attached: attach =>
            {
                most = Math.Max(most, (int)attach.Handle + 1);
                return peer.AttachAsync(attach, 10, token);
            });
        });

        for (var i = 0; i < 300; i++) await bench.ConfirmAsync("{}", $"topic{i}");
        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => bench.ConfirmAsync("{}", $"topic{i}")));

        Assert.InRange(most, 100, 200);
        Assert.Equal(1, bench.Connections);
    }

    [Fact]
    public async Task Send_LargerThanTheLinkTakes_IsTooLargeAndNotSent()
    {
        var taken = new ConcurrentQueue<string>();
        await using var bench = new AmqpBench(async (peer, token) =>
        {
            await peer.AcceptAsync(token);
            await peer.ServeAsync(
                token,
                message =>
                {
                    taken.Enqueue(message.Text);
                    return peer.SettleAsync(message, new Accepted(), token);
                },
                attach => peer.AttachAsync(attach, 100, token, maxMessageSize: 1000));
        });

        var large = bench.SendAsync(new string('x', 1001));
        await bench.ConfirmAsync("small");

        Assert.Equal(MessengerErrorKind.TooLarge, (await AmqpBench.ErrorOf(large)).Kind);
        Assert.Equal(["small"], taken);
    }

    [Fact]
    public async Task Send_TopicWithAWildcard_IsInvalidAndTheNextGoes()
    {
        await using var bench = new AmqpBench(async (peer, token) =>
        {
            await peer.AcceptAsync(token);
            await peer.ServeAsync(token);
        });

        var error = await bench.FailAsync("a,queue://b");

        Assert.Equal(MessengerErrorKind.Invalid, error.Kind);
        await bench.ConfirmAsync();
    }

    [Theory]
    [InlineData("settles nothing")]
    [InlineData("gives no credit")]
    [InlineData("attaches nothing")]
    public async Task Send_ServerIsSilent_IsInDoubtInSecondsAndTheNextServerTakesOver(string what)
    {
        var clock = new FakeTimeProvider();
        await using var other = new ScriptedAmqpServer(async (peer, token) =>
        {
            await peer.AcceptAsync(token);
            await peer.ServeAsync(token);
        });
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var bench = new AmqpBench(
            async (peer, token) =>
            {
                await peer.AcceptAsync(token);
                await peer.ServeAsync(
                    token,
                    _ =>
                    {
                        reached.TrySetResult();
                        return Task.CompletedTask;
                    },
                    async attach =>
                    {
                        if (what != "attaches nothing") await peer.AttachAsync(attach, what == "gives no credit" ? 0u : 1000u, token);
                        if (what != "settles nothing") reached.TrySetResult();
                    });
            },
            options => options.Urls.Add(other.Url),
            clock);

        var sends = Enumerable.Range(0, 3).Select(i => bench.SendAsync($"{i}")).ToList();
        await reached.Task.WaitAsync(Token);
        var started = clock.GetTimestamp();
        await AmqpBench.PassUntilEndedAsync(clock, sends[^1]);

        foreach (var send in sends) Assert.Equal(MessengerErrorKind.InDoubt, (await AmqpBench.ErrorOf(send)).Kind);
        Assert.InRange(clock.GetElapsedTime(started), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30));
        await bench.ConfirmAsync();
        Assert.Equal(1, other.Connections);
    }

    [Fact]
    public async Task Connection_NoSignOfLife_IsReplaced()
    {
        var clock = new FakeTimeProvider();
        await using var bench = new AmqpBench(
            async (peer, token) =>
            {
                await peer.AcceptAsync(token);
                await peer.ServeAsync(token);
            },
            clock: clock);
        await bench.ConfirmAsync();

        await Eventually.IsTrueAsync(
            async () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                await bench.ConfirmAsync();
                clock.Advance(TimeSpan.FromSeconds(20));
                return bench.Connections > 1;
            },
            TimeSpan.FromSeconds(60),
            Token);
    }
}
