using System.Text;

namespace PdcBus;

/// <summary>What servers do to a client that sends.</summary>
public sealed class StompSendTests
{
    private static CancellationToken Token => StompBench.Token;

    [Fact]
    public async Task Send_Message_IsAFrameWithAllThatSubscribersNeed()
    {
        var frames = new List<StompPeerFrame>();
        await using var server = Server(async (peer, token) => await peer.ServeAsync(token, frames.Add));
        await using var bench = new StompBench(server.Url);
        var message = new PdcMessage
        {
            Id = Guid.Parse("01957f2e-0000-7000-8000-000000000001"),
            Topic = "contacts/people.added",
            Body = "{\"a\":\"\0é\"}"u8.ToArray(),
            Headers = new Dictionary<string, string> { ["author"] = "a:b\r\nc\\", ["Receipt"] = "x" },
            CreatedAt = Make.Noon,
            TraceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        };

        await StompBench.SucceedAsync(bench.Messenger.SendAsync(message, Token));

        var frame = Assert.Single(frames);
        Assert.Equal("SEND", frame.Command);
        Assert.Equal(
            [
                "destination=/topic/pdc.contacts%2Fpeople.added",
                "content-type=application/json",
                "persistent=true",
                "receipt=1",
                "amqp-message-id=01957f2e-0000-7000-8000-000000000001",
                "traceparent=00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "author=a:b\r\nc\\",
                "pdc_Receipt=x",
                "content-length=11",
            ],
            frame.Headers.Select(h => $"{h.Key}={h.Value}"));
        Assert.Equal(message.Body.ToArray(), frame.Body);
        Assert.Empty(server.Problems);
    }

    [Fact]
    public async Task Send_ManyAtOnce_AreWrittenInTheOrderOfTheCallsAndNotAwaited()
    {
        var bodies = new List<string>();
        await using var server = Server(async (peer, token) =>
        {
            // No receipt before the last message is here: a client that waits for one would wait for ever.
            var receipts = new List<string?>();
            while (receipts.Count < 200)
            {
                var frame = await peer.ReadAsync(token);
                bodies.Add(frame!.Text);
                receipts.Add(frame["receipt"]);
            }

            receipts.Reverse();
            foreach (var receipt in receipts) await peer.ReceiptAsync(receipt, token);
            await peer.ServeAsync(token);
        });
        await using var bench = new StompBench(server.Url);

        await StompBench.SucceedAsync(Enumerable.Range(0, 200).Select(i => bench.SendAsync(body: $"{i}")));

        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"{i}"), bodies);
        Assert.Empty(server.Problems);
    }

    [Fact]
    public async Task Send_FromThousandCallers_FramesNeverMix()
    {
        var count = 0;
        await using var server = Server(async (peer, token) => await peer.ServeAsync(token, _ => count++));
        await using var bench = new StompBench(o => o.HeartBeat = TimeSpan.FromSeconds(1), server.Url);
        var body = new string('x', 3000);

        await StompBench.SucceedAsync(
            Enumerable.Range(0, 1000).Select(i => Task.Run(() => bench.SendAsync($"topic{i % 7}", body), Token)));

        Assert.Equal(1000, count);
        Assert.Empty(server.Problems);
    }

    [Fact]
    public async Task Send_ServerAnswersOddlyButRightly_IsConfirmed()
    {
        await using var server = Server(async (peer, token) =>
        {
            var first = await peer.ReadAsync(token);
            await peer.WriteAsync(new string('\n', 200_000), token);
            await peer.WriteAsync("MESSAGE\nsubscription:0\ncontent-length:3\n\na\0b\0RECEIPT\nreceipt-id:77\n\n\0RECEIPT\nx:1\n\n\0", token);
            foreach (var octet in Encoding.ASCII.GetBytes($"RECEIPT\r\nreceipt-id:{first!["receipt"]}\r\nreceipt-id:2\r\n\r\n\0\r\n"))
            {
                await peer.WriteAsync(new[] { octet }, token);
            }

            var second = await peer.ReadAsync(token);
            await peer.ReceiptAsync(first["receipt"], token);
            await peer.ReceiptAsync(second!["receipt"], token);
            await peer.ServeAsync(token);
        });
        await using var bench = new StompBench(server.Url);

        await StompBench.SucceedAsync(bench.SendAsync());
        await StompBench.SucceedAsync(bench.SendAsync());

        Assert.Equal(1, server.Connections);
        Assert.Empty(server.Problems);
    }

    [Theory]
    [InlineData("RECEIPT\nreceipt-id:2\n\n\0RECEIPT\nreceipt-id:\n\n\0RECEIPT\n\n\0RECEIPT\nreceipt-id:9999999999999999999999\n\n\0")]
    [InlineData("")]
    public async Task Send_NoReceiptThatFits_IsInDoubtAtTheDeadline(string answer)
    {
        await using var server = Server(async (peer, token) =>
        {
            await peer.ReadAsync(token);
            await peer.WriteAsync(answer, token);
            await peer.WaitForCloseAsync(token);
        });
        await using var bench = new StompBench(server.Url);

        var error = await bench.FailWithinAsync(bench.SendAsync(), TimeSpan.FromSeconds(12));

        Assert.Equal(MessengerErrorKind.InDoubt, error.Kind);
        Assert.Contains("The server has not confirmed a message for 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ReceiptsComeSlowlyButSteadily_AllAreConfirmed()
    {
        var next = new SemaphoreSlim(0);
        await using var server = Server(async (peer, token) =>
        {
            while (await peer.ReadAsync(token) is { } frame)
            {
                await next.WaitAsync(token);
                await peer.ReceiptAsync(frame["receipt"], token);
            }
        });
        await using var bench = new StompBench(server.Url);
        next.Release();
        await StompBench.SucceedAsync(bench.SendAsync());

        foreach (var send in Enumerable.Range(0, 4).Select(_ => bench.SendAsync()).ToList())
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(7));
            next.Release();
            await StompBench.SucceedAsync(send);
        }

        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Send_OneReceiptStaysAwayWhileOthersCome_ItIsInDoubtInTheEnd()
    {
        await using var server = Server(async (peer, token) =>
        {
            await peer.ReadAsync(token);
            await peer.ServeAsync(token);
        });
        await using var bench = new StompBench(server.Url);
        var start = bench.Clock.GetTimestamp();

        var forgotten = bench.SendAsync();
        await StompBench.SucceedAsync(bench.SendAsync());
        while (!forgotten.IsCompleted)
        {
            await StompBench.SucceedAsync(bench.SendAsync());
            bench.Clock.Advance(TimeSpan.FromSeconds(7));
            Assert.InRange(bench.Clock.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(60));
        }

        var error = await StompBench.FailAsync(forgotten);
        Assert.Equal(MessengerErrorKind.InDoubt, error.Kind);
        Assert.Contains("has not confirmed a message for 3", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RECEIPT\nreceipt-id:a\\tb\n\n\0")]
    [InlineData("RECEIPT\nreceipt-id\n\n\0")]
    [InlineData("RECEIPT\nreceipt-id:1\ncontent-length:-1\n\n\0")]
    [InlineData("ERROR\ncontent-length:2147483647\n\n")]
    [InlineData("CONNECTED\nversion:1.2\n\n\0")]
    [InlineData("HELLO\n\n\0")]
    [InlineData("RECEIPT\nreceipt-id:")]
    public async Task Send_ServerBreaksTheProtocol_IsInDoubtAndTheConnectionIsReplaced(string answer)
    {
        await using var server = new ScriptedStompServer(async (peer, number, token) =>
        {
            await peer.AcceptAsync(token);
            if (number > 1) await peer.ServeAsync(token);
            await peer.ReadAsync(token);
            await peer.WriteAsync(answer, token);
            if (answer[^1] == '\0' || answer[^1] == '\n') await peer.WaitForCloseAsync(token);
        });
        await using var bench = new StompBench(server.Url);

        var error = await StompBench.FailAsync(bench.SendAsync());
        await StompBench.SucceedAsync(bench.SendAsync());

        Assert.Equal(MessengerErrorKind.InDoubt, error.Kind);
        Assert.Equal(2, server.Connections);
    }

    [Theory]
    [InlineData("RECEIPT\nx:", 'y')]
    [InlineData("ERROR\n\n", 'y')]
    public async Task Send_ServerWritesWithoutEnd_IsCutOffAtTheLimit(string start, char filling)
    {
        await using var server = Server(async (peer, token) =>
        {
            await peer.ReadAsync(token);
            await peer.WriteAsync(start, token);
            var piece = Encoding.ASCII.GetBytes(new string(filling, 64 * 1024));
            for (var i = 0; i < 1000; i++) await peer.WriteAsync(piece, token);
        });
        await using var bench = new StompBench(server.Url);

        var error = await StompBench.FailAsync(bench.SendAsync());

        Assert.Equal(MessengerErrorKind.InDoubt, error.Kind);
        Assert.Contains("longer than", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Send_ServerHangsUpAfterThree_ThreeAreConfirmedAndTheRestIsInDoubt(bool byReset)
    {
        var hangUp = new TaskCompletionSource();
        await using var server = Server(async (peer, token) =>
        {
            for (var i = 0; i < 3; i++) await peer.ReceiptAsync((await peer.ReadAsync(token))!["receipt"], token);
            await hangUp.Task.WaitAsync(token);
            if (byReset) peer.Reset();
        });
        await using var bench = new StompBench(server.Url);

        var sends = Enumerable.Range(0, 10).Select(_ => bench.SendAsync()).ToList();
        await StompBench.SucceedAsync(sends[..3]);
        hangUp.SetResult();

        foreach (var send in sends[3..]) Assert.Equal(MessengerErrorKind.InDoubt, (await StompBench.FailAsync(send)).Kind);
        Assert.StartsWith("stomp has lost 127.0.0.1", bench.Logs.Single(1302).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ErrorNamesTheMessage_ThatOneIsRefusedAndTheOthersAreInDoubt()
    {
        await using var server = Server(async (peer, token) =>
        {
            var receipts = new List<string?>();
            for (var i = 0; i < 3; i++) receipts.Add((await peer.ReadAsync(token))!["receipt"]);
            await peer.WriteAsync($"ERROR\nreceipt-id:{receipts[1]}\nmessage:no room\n\n\0", token);
            foreach (var receipt in receipts) await peer.ReceiptAsync(receipt, token);
            await peer.WaitForCloseAsync(token);
        });
        await using var bench = new StompBench(server.Url);

        Task[] sends = [bench.SendAsync(), bench.SendAsync(), bench.SendAsync()];

        MessengerErrorKind[] kinds = [.. (await Task.WhenAll(sends.Select(StompBench.FailAsync))).Select(e => e.Kind)];
        Assert.Equal([MessengerErrorKind.InDoubt, MessengerErrorKind.Refused, MessengerErrorKind.InDoubt], kinds);
    }

    [Theory]
    [InlineData("access_refused", "ACCESS_REFUSED - access to exchange 'x' refused", MessengerErrorKind.NotPermitted)]
    [InlineData("User jane is not authorized to write to: topic://pdc", "", MessengerErrorKind.NotPermitted)]
    [InlineData("Invalid destination", "'/a/b' is not a valid topic destination", MessengerErrorKind.Invalid)]
    [InlineData("Processing error", "", MessengerErrorKind.Refused)]
    [InlineData("The maximum data length was exceeded", "", MessengerErrorKind.TooLarge)]
    [InlineData("not_found", "NOT_FOUND - no exchange 'nope' in vhost '/'", MessengerErrorKind.Unreachable)]
    public async Task Send_ErrorForTheOnlyMessage_HasItsKind(string message, string body, MessengerErrorKind kind)
    {
        await using var server = Server(async (peer, token) =>
        {
            await peer.ReadAsync(token);
            await peer.WriteAsync($"ERROR\nmessage:{message.Replace(":", "\\c", StringComparison.Ordinal)}\n\n{body}\n\0", token);
            await peer.WaitForCloseAsync(token);
        });
        await using var bench = new StompBench(server.Url);

        var error = await StompBench.FailAsync(bench.SendAsync());

        Assert.Equal(kind, error.Kind);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ErrorForOneOfSeveral_AllAreInDoubtSoThatTheyAreTriedAlone()
    {
        await using var server = Server(async (peer, token) =>
        {
            for (var i = 0; i < 3; i++) await peer.ReadAsync(token);
            await peer.WriteAsync("ERROR\nmessage:access_refused\n\n\0", token);
            await peer.WaitForCloseAsync(token);
        });
        await using var bench = new StompBench(server.Url);

        Task[] sends = [bench.SendAsync(), bench.SendAsync(), bench.SendAsync()];

        foreach (var send in sends) Assert.Equal(MessengerErrorKind.InDoubt, (await StompBench.FailAsync(send)).Kind);
    }

    [Fact]
    public async Task Send_ErrorOfManyNastyLines_BecomesOneShortCleanOne()
    {
        await using var server = Server(async (peer, token) =>
        {
            await peer.ReadAsync(token);
            await peer.WriteAsync(
                "ERROR\nmessage:bad\\n\\n2026-01-01 INFO all is well\u001b[2J\u202e\n\njava.lang.Exception\n\tat x\n"
                + new string('z', 100_000) + "\0", token);
            await peer.WaitForCloseAsync(token);
        });
        await using var bench = new StompBench(server.Url);

        var error = await StompBench.FailAsync(bench.SendAsync());

        Assert.Contains("bad 2026-01-01 INFO all is well [2J: java.lang.Exception", error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Message.Length, 1, 800);
        Assert.All(bench.Logs.Lines, line => Assert.DoesNotContain(line.Text, c => char.IsControl(c) || c == '\u202e'));
    }

    [Fact]
    public async Task Send_ServerStopsReading_CallersAreFreeAndAllIsInDoubtAtTheDeadline()
    {
        await using var server = Server((_, token) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token));
        await using var bench = new StompBench(server.Url);
        var body = new string('x', 1_000_000);

        var sends = Enumerable.Range(0, 50).Select(_ => bench.SendAsync(body: body)).ToList();
        await Eventually.IsTrueAsync(() => bench.Logs.Of(1300).Count == 1, TimeSpan.FromSeconds(10), Token);
        var error = await bench.FailWithinAsync(sends[0], TimeSpan.FromSeconds(15));

        Assert.Equal(MessengerErrorKind.InDoubt, error.Kind);
        foreach (var send in sends) await StompBench.FailAsync(send);
    }

    [Fact]
    public async Task Send_CancelledBeforeItIsWritten_NeverLeaves()
    {
        var bodies = new List<string>();
        var open = new TaskCompletionSource();
        await using var server = new ScriptedStompServer(async (peer, token) =>
        {
            await open.Task.WaitAsync(token);
            await peer.AcceptAsync(token);
            await peer.ServeAsync(token, f => bodies.Add(f.Text));
        });
        await using var bench = new StompBench(server.Url);
        using var cancel = new CancellationTokenSource();

        var first = bench.SendAsync(body: "first");
        var cancelled = bench.Messenger.SendAsync(TestMessage.Of("compose", "cancelled"), cancel.Token);
        var last = bench.SendAsync(body: "last");
        await cancel.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => cancelled);
        open.SetResult();

        await StompBench.SucceedAsync(first, last);
        Assert.Equal(["first", "last"], bodies);
        await Assert.ThrowsAsync<TaskCanceledException>(
            () => bench.Messenger.SendAsync(TestMessage.Of("compose"), cancel.Token));
    }

    [Fact]
    public async Task Send_CancelledAfterItIsWritten_LeavesTheConnectionInOrder()
    {
        var arrived = new TaskCompletionSource();
        await using var server = Server(async (peer, token) =>
        {
            var first = await peer.ReadAsync(token);
            arrived.SetResult();
            var second = await peer.ReadAsync(token);
            await peer.ReceiptAsync(first!["receipt"], token);
            await peer.ReceiptAsync(second!["receipt"], token);
            await peer.ServeAsync(token);
        });
        await using var bench = new StompBench(server.Url);
        using var cancel = new CancellationTokenSource();

        var cancelled = bench.Messenger.SendAsync(TestMessage.Of("compose"), cancel.Token);
        await arrived.Task.WaitAsync(Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAsync<TaskCanceledException>(() => cancelled);
        await StompBench.SucceedAsync(bench.SendAsync());
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Send_MessageThatCannotBeSent_FailsAloneAndNothingOfItIsWritten()
    {
        var frames = new List<StompPeerFrame>();
        await using var server = Server(async (peer, token) => await peer.ServeAsync(token, frames.Add));
        await using var bench = new StompBench(o => o.Limits.Body = 5000, server.Url);
        Task WithHeader(string name, string value) => bench.Messenger.SendAsync(
            TestMessage.Of("compose", "{}", new Dictionary<string, string> { [name] = value }), Token);

        Task[] bad =
        [
            bench.SendAsync(body: new string('x', 5001)),
            WithHeader("comment", new string('x', 20_000)),
            WithHeader("a b", "x"),
            WithHeader("comment", "a\0"),
            bench.SendAsync(topic: "two words"),
            bench.SendAsync(topic: new string('x', 300)),
        ];
        await StompBench.SucceedAsync(bench.SendAsync());
        MessengerErrorKind[] kinds = [.. (await Task.WhenAll(bad.Select(StompBench.FailAsync))).Select(e => e.Kind)];

        Assert.Equal(
            [
                MessengerErrorKind.TooLarge, MessengerErrorKind.TooLarge, MessengerErrorKind.Invalid,
                MessengerErrorKind.Invalid, MessengerErrorKind.Invalid, MessengerErrorKind.TooLarge,
            ],
            kinds);
        Assert.Single(frames);
        Assert.Equal(1, server.Connections);
        Assert.Empty(server.Problems);
    }

    [Fact]
    public async Task Dispose_WithSendsUnderWay_WaitsForThemAndSaysGoodbye()
    {
        var commands = new List<string>();
        await using var server = Server(async (peer, token) =>
        {
            var held = new List<string?>();
            while (held.Count < 3) held.Add((await peer.ReadAsync(token))!["receipt"]);
            foreach (var receipt in held) await peer.ReceiptAsync(receipt, token);
            await peer.ServeAsync(token, f => commands.Add(f.Command));
        });
        var bench = new StompBench(server.Url);

        Task[] sends = [bench.SendAsync(), bench.SendAsync(), bench.SendAsync()];
        await Eventually.IsTrueAsync(() => bench.Logs.Of(1300).Count == 1, TimeSpan.FromSeconds(10), Token);
        await bench.DisposeAsync();

        await StompBench.SucceedAsync(sends);
        Assert.Equal(["DISCONNECT"], commands);
        Assert.Empty(bench.Logs.Of(1302));
        Assert.Empty(server.Problems);
    }

    [Fact]
    public async Task Dispose_ServerSaysNothing_EndsInItsLimit()
    {
        await using var server = Server((peer, token) => peer.WaitForCloseAsync(token));
        var bench = new StompBench(server.Url);
        var send = bench.SendAsync();
        await Eventually.IsTrueAsync(() => bench.Logs.Of(1300).Count == 1, TimeSpan.FromSeconds(10), Token);

        var disposal = bench.DisposeAsync().AsTask();
        var error = await bench.FailWithinAsync(send, TimeSpan.FromSeconds(7));
        await disposal.WaitAsync(TimeSpan.FromSeconds(10), Token);

        Assert.Equal(MessengerErrorKind.InDoubt, error.Kind);
    }

    private static ScriptedStompServer Server(Func<StompPeer, CancellationToken, Task> afterConnect) =>
        new(async (peer, token) =>
        {
            await peer.AcceptAsync(token);
            await afterConnect(peer, token);
        });
}
