using Amqp;
using Amqp.Framing;

namespace PdcBus;

public sealed class AmqpOutcomeTests
{
    private static readonly Open RabbitMq4 = new()
    {
        ContainerId = "rabbit", MaxFrameSize = 65536,
        Properties = new Amqp.Types.Fields { [new Amqp.Types.Symbol("product")] = "RabbitMQ" },
    };

    public static TheoryData<string, MessengerErrorKind> Outcomes => new()
    {
        { "rejected", MessengerErrorKind.Refused },
        { ErrorCode.UnauthorizedAccess, MessengerErrorKind.NotPermitted },
        { ErrorCode.ResourceLimitExceeded, MessengerErrorKind.Throttled },
        { ErrorCode.MessageSizeExceeded, MessengerErrorKind.TooLarge },
        { ErrorCode.DecodeError, MessengerErrorKind.Invalid },
        { ErrorCode.NotFound, MessengerErrorKind.Refused },
        { ErrorCode.InternalError, MessengerErrorKind.Refused },
        { "com.example:something", MessengerErrorKind.Refused },
        { "released", MessengerErrorKind.Throttled },
        { "modified", MessengerErrorKind.Throttled },
        { "modified, failed", MessengerErrorKind.Refused },
        { "modified, undeliverable", MessengerErrorKind.Refused },
        { "none", MessengerErrorKind.InDoubt },
    };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task Send_Outcome_EndsInItsKindAndTheConnectionStays(string outcome, MessengerErrorKind kind)
    {
        await using var bench = new AmqpBench(async (peer, token) =>
        {
            await peer.AcceptAsync(token);
            await peer.ServeAsync(token, message => peer.SettleAsync(message, Of(message.Text == "bad" ? outcome : "accepted"), token));
        });
        await bench.ConfirmAsync("good");

        var error = await bench.FailAsync(body: "bad");
        await bench.ConfirmAsync("good");

        Assert.Equal(kind, error.Kind);
        Assert.Equal(1, bench.Connections);
    }

    [Fact]
    public async Task Send_ReleasedByRabbitMq_IsUnroutable()
    {
        await using var bench = new AmqpBench(
            async (peer, token) =>
            {
                await peer.AcceptAsync(token, RabbitMq4);
                await peer.ServeAsync(token, message => peer.SettleAsync(message, new Released(), token));
            },
            options => options.Address = "/exchanges/pdc/{topic}");

        Assert.Equal(MessengerErrorKind.Unroutable, (await bench.FailAsync()).Kind);
    }

    [Fact]
    public async Task Send_OutcomesInAnyOrder_EachFindsItsMessage()
    {
        await using var bench = new AmqpBench(async (peer, token) =>
        {
            await peer.AcceptAsync(token);
            var taken = new Stack<AmqpPeerMessage>();
            await peer.ServeAsync(token, async message =>
            {
                taken.Push(message);
                if (taken.Count < 5) return;
                while (taken.TryPop(out var one)) await peer.SettleAsync(one, Of(one.Text == "2" ? "released" : "accepted"), token);
            });
        });

        var sends = Enumerable.Range(0, 5).Select(i => bench.SendAsync($"{i}")).ToList();

        Assert.Equal(MessengerErrorKind.Throttled, (await AmqpBench.ErrorOf(sends[2])).Kind);
        sends.RemoveAt(2);
        await Task.WhenAll(sends);
    }

    [Fact]
    public async Task Send_ServerSettlesInTwoSteps_IsConfirmed()
    {
        await using var bench = new AmqpBench(async (peer, token) =>
        {
            await peer.AcceptAsync(token);
            await peer.ServeAsync(token, message => peer.WriteAsync(
                new Dispose { Role = true, First = message.Number, Last = message.Number, State = new Accepted() }, token));
        });

        await bench.ConfirmAsync();
        await bench.ConfirmAsync();
    }

    private static DeliveryState? Of(string outcome) => outcome switch
    {
        "accepted" => new Accepted(),
        "rejected" => new Rejected(),
        "released" => new Released(),
        "modified" => new Modified(),
        "modified, failed" => new Modified { DeliveryFailed = true },
        "modified, undeliverable" => new Modified { UndeliverableHere = true },
        "none" => null,
        _ => new Rejected { Error = new Error(new Amqp.Types.Symbol(outcome)) { Description = "as scripted" } },
    };
}
