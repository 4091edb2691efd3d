using Microsoft.Extensions.Logging;

namespace PdcBus;

/// <summary>What servers do to a client that connects.</summary>
public sealed class StompConnectTests
{
    private static CancellationToken Token => StompBench.Token;

    [Fact]
    public async Task Connect_SendsWhatTheSettingsSay()
    {
        StompPeerFrame? connect = null;
        await using var server = new ScriptedStompServer(async (peer, token) =>
        {
            connect = await peer.AcceptAsync(token);
            await peer.ServeAsync(token);
        });
        await using var bench = new StompBench(
            o =>
            {
                o.Login = "jane:d\\oe";
                o.Passcode = " p:w";
                o.VirtualHost = "/pdc";
                o.HeartBeat = TimeSpan.FromSeconds(7);
            },
            server.Url);

        await StompBench.SucceedAsync(bench.SendAsync());

        Assert.Equal(
            "accept-version=1.0,1.1,1.2 host=/pdc heart-beat=7000,7000 login=jane:d\\\\oe passcode= p:w",
            string.Join(' ', connect!.Headers.Select(h => $"{h.Key}={h.Value}")));
        Assert.Contains("is connected to 127.0.0.1", bench.Logs.Single(1300).Text, StringComparison.Ordinal);
        Assert.Empty(server.Problems);
    }

    [Fact]
    public async Task Connect_NoLogin_SendsNone()
    {
        StompPeerFrame? connect = null;
        await using var server = new ScriptedStompServer(async (peer, token) =>
        {
            connect = await peer.AcceptAsync(token);
            await peer.ServeAsync(token);
        });
        await using var bench = new StompBench(server.Url);

        await StompBench.SucceedAsync(bench.SendAsync());

        Assert.Null(connect!["login"]);
        Assert.Null(connect["passcode"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\n")]
    [InlineData("CONN")]
    [InlineData("CONNECTED\nversion:1.2\n")]
    [InlineData("ERROR\ncontent-length:100\n\nhalf")]
    public async Task Connect_ServerStopsAnswering_EndsAtTheDeadline(string answer)
    {
        await using var server = new ScriptedStompServer(async (peer, token) =>
        {
            await peer.ReadAsync(token);
            await peer.WriteAsync(answer, token);
            await peer.WaitForCloseAsync(token);
        });
        await using var bench = new StompBench(server.Url);

        var error = await bench.FailWithinAsync(bench.SendAsync(), TimeSpan.FromSeconds(30));

        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);
        Assert.Contains("did not answer within 5 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_HandshakeOfTlsStalls_EndsAtTheDeadlineAndLeavesNoConnection()
    {
        var closed = new TaskCompletionSource();
        await using var server = new ScriptedStompServer(async (peer, token) =>
        {
            await peer.WaitForCloseAsync(token);
            closed.TrySetResult();
        });
        await using var bench = new StompBench(server.Url.Replace("stomp:", "stomp+ssl:", StringComparison.Ordinal));

        var error = await bench.FailWithinAsync(bench.SendAsync(), TimeSpan.FromSeconds(30));

        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);
        Assert.Contains("did not answer within 5 s", error.Message, StringComparison.Ordinal);
        await closed.Task.WaitAsync(Token);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n", "no STOMP: 'HTTP/1.1 400 Bad Request'")]
    [InlineData("\u0015\u0003\u0003\0\u0002\u0002F", "no STOMP")]
    [InlineData("AMQP\0\0\u0009\u0001", "no STOMP")]
    [InlineData("RECEIPT\nreceipt-id:1\n\n\0", "answered CONNECT with Receipt")]
    [InlineData("CONNECTED\nversion:2.0\n\n\0", "chose version '2.0'")]
    [InlineData("CONNECTED\nversion\n\n\0", "no colon")]
    [InlineData("ERROR\nmessage:Bad CONNECT\n\nAccess refused for user 'jane'\n\0", "Bad CONNECT: Access refused for user 'jane'. Check Stomp:Login")]
    [InlineData("ERROR\nmessage:Bad CONNECT\n\nVirtual host 'x' access denied\n\0", "Check Stomp:VirtualHost")]
    [InlineData("ERROR\nmessage:User name [jane] or password is invalid.\n\nUser name [jane] or password is invalid.\0", "password is invalid. Check Stomp:Login")]
    [InlineData("ERROR\nversion:2.0\nmessage:Version mismatch\n\n\0", "speaks none of the versions")]
    public async Task Connect_ServerAnswersBadly_IsUnreachableWithTheReasonAndClosed(string answer, string reason)
    {
        var closed = new TaskCompletionSource();
        await using var server = new ScriptedStompServer(async (peer, token) =>
        {
            await peer.ReadAsync(token);
            await peer.WriteAsync(answer, token);
            await peer.WaitForCloseAsync(token);
            closed.TrySetResult();
        });
        await using var bench = new StompBench(server.Url);

        var error = await StompBench.FailAsync(bench.SendAsync());

        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains(new Uri(server.Url).Authority, error.Message, StringComparison.Ordinal);
        await closed.Task.WaitAsync(Token);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Connect_ServerHangsUp_IsUnreachable(bool byReset)
    {
        await using var server = new ScriptedStompServer(async (peer, token) =>
        {
            await peer.ReadAsync(token);
            if (byReset) peer.Reset();
        });
        await using var bench = new StompBench(server.Url);

        var error = await StompBench.FailAsync(bench.SendAsync());

        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);
        Assert.Contains("Check that the port is one for STOMP", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_NobodyThere_IsUnreachableWithTheCure()
    {
        await using var bench = new StompBench("stomp://127.0.0.1:1", "stomp://no-such-host.invalid:61613");

        var error = await StompBench.FailAsync(bench.SendAsync());

        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);
        Assert.Contains("127.0.0.1:1: Nobody listens there", error.Message, StringComparison.Ordinal);
        Assert.Contains("no-such-host.invalid:61613: The name has no address", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_FirstOfTwoRefuses_SecondTakesOverAndTheFirstIsNamed()
    {
        await using var refusing = new ScriptedStompServer(async (peer, token) =>
        {
            await peer.ReadAsync(token);
            await peer.WriteAsync("ERROR\nmessage:Bad CONNECT\n\nAccess refused\0", token);
            await peer.WaitForCloseAsync(token);
        });
        await using var well = Serving();
        await using var bench = new StompBench(refusing.Url, well.Url);

        await StompBench.SucceedAsync(bench.SendAsync());

        var line = bench.Logs.Single(1301).Text;
        Assert.Contains(new Uri(well.Url).Authority, line, StringComparison.Ordinal);
        Assert.Contains("Access refused", line, StringComparison.Ordinal);
        Assert.Equal(1, refusing.Connections);
    }

    [Fact]
    public async Task Connect_ServerAcceptsAndClosesForEver_AttemptsAreSpaced()
    {
        await using var server = new ScriptedStompServer((peer, token) => peer.AcceptAsync(token));
        await using var bench = new StompBench(server.Url);
        var start = bench.Clock.GetTimestamp();

        for (var i = 0; i < 9; i++) await bench.FailWithinAsync(bench.SendAsync(), TimeSpan.FromSeconds(30));

        // 0, 0, 0.5, 1, 2, 4, then 5 each, of which chance takes up to a half.
        Assert.InRange(bench.Clock.GetElapsedTime(start), TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(40));
        Assert.InRange(server.Connections, 5, 20);
        Assert.Single(bench.Logs.Lines, line => line is { EventId: 1300, Level: > LogLevel.Debug });
        Assert.Single(bench.Logs.Lines, line => line is { EventId: 1302, Level: > LogLevel.Debug });
    }

    [Fact]
    public async Task Connect_ServerSpeaks10_KeepsItsRules()
    {
        var frames = new List<StompPeerFrame>();
        await using var server = new ScriptedStompServer(async (peer, token) =>
        {
            peer.Version = "1.0";
            await peer.AcceptAsync(token, "session:1");
            await peer.ServeAsync(token, frames.Add);
        });
        await using var bench = new StompBench(server.Url);
        Task Send(string comment) => bench.Messenger.SendAsync(
            TestMessage.Of("compose", "{}", new Dictionary<string, string> { ["comment"] = comment }), Token);

        await StompBench.SucceedAsync(Send(@"a:b\c"));
        var error = await StompBench.FailAsync(Send("a\nreceipt:9"));

        Assert.Equal(@"a:b\c", frames[0]["comment"]);
        Assert.Equal(MessengerErrorKind.Invalid, error.Kind);
        await StompBench.SucceedAsync(bench.SendAsync());
        Assert.Empty(server.Problems);
    }

    [Fact]
    public async Task Connect_AfterFailures_LeavesNoSockets()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Sockets are counted in /proc.");
        await using var server = new ScriptedStompServer(async (peer, token) => await peer.WriteAsync("no\n", token));
        await using var bench = new StompBench(server.Url);

        for (var i = 0; i < 15; i++) await bench.FailWithinAsync(bench.SendAsync(), TimeSpan.FromSeconds(30));

        Assert.True(server.Connections > 1);
        Assert.InRange(SocketsTo(new Uri(server.Url).Port), 0, 1);
    }

    /// <summary>The sockets of this process whose other end is a port. Other tests run beside this one.</summary>
    private static int SocketsTo(int port)
    {
        var end = $":{port:X4}";
        var inodes = new[] { "/proc/self/net/tcp", "/proc/self/net/tcp6" }
            .SelectMany(File.ReadLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields[2].EndsWith(end, StringComparison.Ordinal))
            .Select(fields => $"socket:[{fields[9]}]")
            .ToHashSet();
        return Directory.GetFiles("/proc/self/fd").Count(file => inodes.Contains(new FileInfo(file).LinkTarget ?? ""));
    }

    [Fact]
    public async Task Dispose_WhileConnectingOrResting_IsPromptAndFailsWhatWaits()
    {
        await using var server = new ScriptedStompServer((peer, token) => peer.WaitForCloseAsync(token));
        var bench = new StompBench(server.Url);
        var send = bench.SendAsync();
        await Eventually.IsTrueAsync(() => server.Connections == 1, TimeSpan.FromSeconds(10), Token);

        await bench.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), Token);
        await bench.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), Token);

        Assert.Equal(MessengerErrorKind.Unreachable, (await StompBench.FailAsync(send)).Kind);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => bench.SendAsync());
    }

    private static ScriptedStompServer Serving() => new(async (peer, token) =>
    {
        await peer.AcceptAsync(token);
        await peer.ServeAsync(token);
    });
}
