using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace PdcBus;

public sealed class AmqpEndTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("detach")]
    [InlineData("end")]
    [InlineData("close")]
    [InlineData("drop")]
    [InlineData("reset")]
    [InlineData("garbage")]
    public async Task Send_EndWithSeveralUnderWay_ConfirmedAreConfirmedTheRestIsInDoubt(string end)
    {
        await using var bench = new AmqpBench(async (peer, number, token) =>
        {
            await peer.AcceptAsync(token);
            var count = 0;
            await peer.ServeAsync(token, async message =>
            {
                count++;
                if (number > 1 || count is <= 3 or > 6) await peer.SettleAsync(message, new Accepted(), token);
                if (number == 1 && count == 6) await EndAsync(peer, end, ErrorCode.InternalError, token);
            });
        });

        var sends = Enumerable.Range(0, 6).Select(i => bench.SendAsync($"{i}")).ToList();

        foreach (var send in sends.Skip(3)) Assert.Equal(MessengerErrorKind.InDoubt, (await AmqpBench.ErrorOf(send)).Kind);
        await Task.WhenAll(sends.Take(3));
        await bench.ConfirmAsync();
    }

    [Theory]
    [InlineData("detach", ErrorCode.UnauthorizedAccess, MessengerErrorKind.NotPermitted)]
    [InlineData("detach", ErrorCode.MessageSizeExceeded, MessengerErrorKind.TooLarge)]
    [InlineData("detach", ErrorCode.ResourceLimitExceeded, MessengerErrorKind.Throttled)]
    [InlineData("detach", ErrorCode.DetachForced, MessengerErrorKind.InDoubt)]
    [InlineData("end", ErrorCode.UnauthorizedAccess, MessengerErrorKind.NotPermitted)]
    [InlineData("end", ErrorCode.InternalError, MessengerErrorKind.InDoubt)]
    [InlineData("close", ErrorCode.ConnectionForced, MessengerErrorKind.InDoubt)]
    [InlineData("close", ErrorCode.PreconditionFailed, MessengerErrorKind.Refused)]
    public async Task Send_EndWithOneUnderWay_IsThatMessagesFault(string end, string condition, MessengerErrorKind kind)
    {
        await using var bench = new AmqpBench(async (peer, token) =>
        {
            await peer.AcceptAsync(token);
            await peer.ServeAsync(token, message => message.Text == "bad"
                ? EndAsync(peer, end, condition, token)
                : peer.SettleAsync(message, new Accepted(), token));
        });
        await bench.ConfirmAsync();

        var error = await bench.FailAsync(body: "bad");

        Assert.Equal(kind, error.Kind);
        Assert.Contains(condition, error.Message, StringComparison.Ordinal);
        await bench.ConfirmAsync();
    }

    [Fact]
    public async Task Send_OneLinkDetached_OthersGoOnOverTheSameConnection()
    {
        await using var bench = new AmqpBench(async (peer, token) =>
        {
            await peer.AcceptAsync(token);
            await peer.ServeAsync(token, message => message.Address == "topic://pdc.secret"
                ? EndAsync(peer, "detach", ErrorCode.UnauthorizedAccess, token, peer.Links.First(l => ((Target)l.Value.Target).Address == message.Address).Key)
                : peer.SettleAsync(message, new Accepted(), token));
        });
        await bench.ConfirmAsync();

        for (var i = 0; i < 3; i++)
        {
            var secret = bench.SendAsync("{}", "secret");
            var open = Enumerable.Range(0, 10).Select(_ => bench.ConfirmAsync()).ToList();
            Assert.Equal(MessengerErrorKind.NotPermitted, (await AmqpBench.ErrorOf(secret)).Kind);
            await Task.WhenAll(open);
        }

        Assert.Equal(1, bench.Connections);
    }

    [Theory]
    [InlineData("topic://pdc.{topic}", ErrorCode.UnauthorizedAccess, MessengerErrorKind.NotPermitted)]
    [InlineData("topic://pdc.{topic}", ErrorCode.NotFound, MessengerErrorKind.Refused)]
    [InlineData("/exchange/pdc/{topic}", ErrorCode.NotFound, MessengerErrorKind.Unreachable)]
    [InlineData("/exchanges/pdc/{topic}", ErrorCode.InvalidField, MessengerErrorKind.Unreachable)]
    [InlineData("topic://pdc.{topic}", ErrorCode.DetachForced, MessengerErrorKind.Refused)]
    public async Task Send_LinkToNowhere_EndsInItsKindForAllThatWait(string address, string condition, MessengerErrorKind kind)
    {
        await using var bench = new AmqpBench(
            async (peer, token) =>
            {
                await peer.AcceptAsync(token);
                await peer.ServeAsync(token, attached: async attach =>
                {
                    attach.Target = null;
                    await peer.AttachAsync(attach, 0, token);
                    await EndAsync(peer, "detach", condition, token, attach.Handle);
                });
            },
            options => options.Address = address);

        var first = bench.SendAsync("1");
        var second = bench.SendAsync("2");

        Assert.Equal(kind, (await AmqpBench.ErrorOf(first)).Kind);
        Assert.Equal(kind, (await AmqpBench.ErrorOf(second)).Kind);
    }

    [Fact]
    public async Task Send_SessionEndedInsteadOfAttached_IsThatTopicsFault()
    {
        await using var bench = new AmqpBench(
            async (peer, token) =>
            {
                await peer.AcceptAsync(token);
                await peer.ServeAsync(token, attached: _ => EndAsync(peer, "end", ErrorCode.NotFound, token));
            },
            options => options.Address = "/exchange/pdc/{topic}");

        var error = await bench.FailAsync();

        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);
        Assert.Contains("Declare the exchange", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_MessagesUnderWay_WaitsForTheirOutcome()
    {
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var bench = new AmqpBench(async (peer, token) =>
        {
            await peer.AcceptAsync(token);
            await peer.ServeAsync(token, async message =>
            {
                taken.TrySetResult();
                await release.Task.WaitAsync(token);
                await peer.SettleAsync(message, new Accepted(), token);
            });
        });
        var sends = Enumerable.Range(0, 20).Select(i => bench.SendAsync($"{i}")).ToList();
        await taken.Task.WaitAsync(Token);

        var disposal = bench.DisposeMessengerAsync();
        release.SetResult();

        await disposal;
        await Task.WhenAll(sends);
    }

    [Fact]
    public async Task Send_NastyReason_IsOneCleanLine()
    {
        await using var bench = new AmqpBench(async (peer, token) =>
        {
            await peer.AcceptAsync(token);
            await peer.ServeAsync(token, message => peer.SettleAsync(
                message,
                new Rejected { Error = new Error(new Symbol("x:y")) { Description = "a\r\nINFO all is well\u001b[31m\u202e" + new string('z', 5000) } },
                token));
        });

        var error = await bench.FailAsync();

        Assert.DoesNotContain(error.Message, char.IsControl);
        Assert.InRange(error.Message.Length, 10, 500);
    }

    private static async Task EndAsync(
        AmqpPeer peer, string end, string condition, CancellationToken cancellationToken, uint handle = 0)
    {
        var error = new Error(new Symbol(condition)) { Description = "as scripted" };
        switch (end)
        {
            case "detach":
                await peer.DetachAsync(handle, error, cancellationToken);
                break;
            case "end":
                await peer.WriteAsync(new End { Error = error }, cancellationToken);
                break;
            case "close":
                await peer.WriteAsync(new Close { Error = error }, cancellationToken);
                break;
            case "garbage":
                await peer.WriteAsync("HTTP/1.1 500 Oops\r\n\r\n"u8.ToArray(), cancellationToken);
                break;
            case "reset":
                peer.Reset();
                break;
            default:
                throw new OperationCanceledException("The script ends the connection.");
        }
    }
}
