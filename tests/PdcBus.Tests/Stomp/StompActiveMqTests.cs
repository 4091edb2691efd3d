namespace PdcBus;

/// <summary>Transactions, as ActiveMQ gets them.</summary>
public sealed class StompActiveMqTests
{
    private static readonly string[] ActiveMq = ["version:1.2", "server:ActiveMQ/5.17.2"];

    private static CancellationToken Token => StompBench.Token;

    [Fact]
    public async Task Send_WhileACommitIsAwaited_TheRestGoesInBatches()
    {
        var frames = new List<StompPeerFrame>();
        await using var server = new ScriptedStompServer(async (peer, token) =>
        {
            await peer.AcceptAsync(token, ActiveMq);
            await peer.ServeAsync(token, frames.Add);
        });
        await using var bench = new StompBench(server.Url);

        await StompBench.SucceedAsync(Enumerable.Range(0, 500).Select(i => bench.SendAsync(body: $"{i}")));

        AssertWellFormed(frames);
        Assert.Equal(
            Enumerable.Range(0, 500).Select(i => $"{i}"),
            frames.Where(f => f.Command == "SEND").Select(f => f.Text));
        Assert.InRange(frames.Count(f => f["receipt"] is not null), 5, 50);
        Assert.Empty(server.Problems);
    }

    [Fact]
    public async Task Send_One_NeedsNoTransaction()
    {
        var frames = new List<StompPeerFrame>();
        await using var server = new ScriptedStompServer(async (peer, token) =>
        {
            await peer.AcceptAsync(token, ActiveMq);
            await peer.ServeAsync(token, frames.Add);
        });
        await using var bench = new StompBench(server.Url);

        await StompBench.SucceedAsync(bench.SendAsync());

        var frame = Assert.Single(frames);
        Assert.Equal("1", frame["receipt"]);
        Assert.NotNull(frame["correlation-id"]);
        Assert.Null(frame["amqp-message-id"]);
    }

    [Fact]
    public async Task Send_BeforeTheCommitIsReceipted_NothingIsConfirmed()
    {
        var committed = new TaskCompletionSource<string>();
        var go = new TaskCompletionSource();
        await using var server = new ScriptedStompServer(async (peer, token) =>
        {
            await peer.AcceptAsync(token, ActiveMq);
            while (await peer.ReadAsync(token) is { } frame)
            {
                if (frame["receipt"] is not { } receipt) continue;
                committed.TrySetResult(receipt);
                await go.Task.WaitAsync(token);
                // Numbers of messages inside the transaction are no receipts that anybody waits for.
                await peer.ReceiptAsync("1", token);
                await peer.ReceiptAsync("2", token);
                await peer.ReceiptAsync(receipt, token);
            }
        });
        await using var bench = new StompBench(server.Url);

        var sends = Enumerable.Range(0, 3).Select(_ => bench.SendAsync()).ToList();
        Assert.Equal("3", await committed.Task.WaitAsync(Token));
        Assert.DoesNotContain(sends, s => s.IsCompleted);
        go.SetResult();

        await StompBench.SucceedAsync(sends);
        Assert.Empty(server.Problems);
    }

    [Fact]
    public async Task Send_ErrorInsideATransaction_NothingOfItIsConfirmedEvenIfTheCommitIs()
    {
        await using var server = new ScriptedStompServer(async (peer, token) =>
        {
            await peer.AcceptAsync(token, ActiveMq);
            while (await peer.ReadAsync(token) is { } frame)
            {
                if (frame.Command == "BEGIN") await peer.WriteAsync("ERROR\nmessage:bad\n\n\0", token);
                if (frame["receipt"] is { } receipt) await peer.ReceiptAsync(receipt, token);
            }
        });
        await using var bench = new StompBench(server.Url);

        Task[] sends = [bench.SendAsync(), bench.SendAsync(), bench.SendAsync()];

        foreach (var send in sends) Assert.Equal(MessengerErrorKind.InDoubt, (await StompBench.FailAsync(send)).Kind);
    }

    [Fact]
    public async Task Send_OneOfABatchCannotBeSent_TheOthersAreCommitted()
    {
        var frames = new List<StompPeerFrame>();
        await using var server = new ScriptedStompServer(async (peer, token) =>
        {
            await peer.AcceptAsync(token, ActiveMq);
            await peer.ServeAsync(token, frames.Add);
        });
        await using var bench = new StompBench(server.Url);

        var good = bench.SendAsync();
        Task[] bad = [bench.SendAsync("a,b"), bench.SendAsync("c,d")];
        var last = bench.SendAsync();

        await StompBench.SucceedAsync(good, last);
        foreach (var send in bad) Assert.Equal(MessengerErrorKind.Invalid, (await StompBench.FailAsync(send)).Kind);
        AssertWellFormed(frames);
        Assert.Equal(2, frames.Count(f => f.Command == "SEND"));
    }

    private static void AssertWellFormed(List<StompPeerFrame> frames)
    {
        string? open = null;
        var used = new HashSet<string>();
        foreach (var frame in frames)
        {
            switch (frame.Command)
            {
                case "BEGIN":
                    Assert.Null(open);
                    open = frame["transaction"];
                    Assert.True(used.Add(open!), $"Transaction {open} is not new.");
                    break;
                case "COMMIT":
                    Assert.Equal(open, frame["transaction"]);
                    Assert.NotNull(frame["receipt"]);
                    open = null;
                    break;
                case "SEND":
                    Assert.Equal(open, frame["transaction"]);
                    Assert.Equal(open is null, frame["receipt"] is not null);
                    Assert.Equal("true", frame["persistent"]);
                    break;
                default:
                    Assert.Fail($"{frame.Command} was not expected.");
                    break;
            }
        }

        Assert.Null(open);
    }
}
