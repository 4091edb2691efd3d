using Amqp;
using Amqp.Framing;
using Amqp.Sasl;
using Amqp.Types;
using Microsoft.Extensions.Time.Testing;

namespace PdcBus;

public sealed class AmqpConnectTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connect_UserInTheUrl_LogsInWithPlainAndAsksForBeats()
    {
        var peers = new List<AmqpPeer>();
        await using var bench = new AmqpBench(async (peer, token) =>
        {
            peers.Add(peer);
            await peer.AcceptAsync(token, mechanisms: ["ANONYMOUS", "EXTERNAL", "PLAIN"]);
            await peer.ServeAsync(token);
        });

        await bench.ConfirmAsync();

        var peer = Assert.Single(peers);
        Assert.Equal("PLAIN", peer.Mechanism);
        Assert.Equal(10_000u, peer.Opened.IdleTimeOut);
        Assert.Equal("127.0.0.1", peer.Opened.HostName);
    }

    [Fact]
    public async Task Connect_PathInTheUrl_IsTheVirtualHost()
    {
        var peers = new List<AmqpPeer>();
        await using var server = new ScriptedAmqpServer(async (peer, token) =>
        {
            peers.Add(peer);
            await peer.AcceptAsync(token);
            await peer.ServeAsync(token);
        });
        await using var bench = new AmqpBench((_, _) => Task.CompletedTask, options => options.Urls[0] = $"{server.Url}/pdc%2Fsecond");

        await bench.ConfirmAsync();

        Assert.Equal("vhost:pdc/second", Assert.Single(peers).Opened.HostName);
    }

    [Fact]
    public async Task Connect_NoUserAndAnonymousAskedFor_IsAnonymous()
    {
        var peers = new List<AmqpPeer>();
        await using var bench = new AmqpBench(
            async (peer, token) =>
            {
                peers.Add(peer);
                await peer.AcceptAsync(token, mechanisms: ["PLAIN", "ANONYMOUS"]);
                await peer.ServeAsync(token);
            },
            options =>
            {
                options.Urls[0] = options.Urls[0].Replace("user:secret@", "", StringComparison.Ordinal);
                options.Anonymous = true;
            });

        await bench.ConfirmAsync();

        Assert.Equal("ANONYMOUS", Assert.Single(peers).Mechanism);
    }

    [Fact]
    public async Task Connect_PlainNotOffered_SaysSoAndIsNeverAnonymous()
    {
        await using var bench = new AmqpBench(async (peer, token) =>
        {
            try
            {
                await peer.AcceptAsync(token, mechanisms: ["ANONYMOUS", "EXTERNAL"]);
            }
            catch (InvalidDataException)
            {
                // The client leaves, as it should.
            }
        });

        var error = await bench.FailAsync();

        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);
        Assert.Contains("takes no password", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_LoginRefused_NamesTheSettingAndNotThePassword()
    {
        await using var bench = new AmqpBench((peer, token) => peer.LoginAsync(SaslCode.Auth, token));

        var error = await bench.FailAsync();

        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);
        Assert.Contains("Amqp:Urls", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_ServerClosesAtOpen_SaysWhy()
    {
        await using var bench = new AmqpBench(async (peer, token) =>
        {
            await peer.LoginAsync(SaslCode.Ok, token);
            await peer.WriteAsync(new byte[] { (byte)'A', (byte)'M', (byte)'Q', (byte)'P', 0, 1, 0, 0 }, token);
            await peer.WriteAsync(new Open { ContainerId = "scripted" }, token);
            await peer.WriteAsync(
                new Close { Error = new Error(new Symbol(ErrorCode.NotAllowed)) { Description = "no such vhost" } }, token);
            await peer.WaitForCloseAsync(token);
        });

        var error = await bench.FailAsync();

        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);
        Assert.Contains("no such vhost", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_RabbitMqAndAnAddressOfActiveMq_SaysWhatToWrite()
    {
        await using var bench = new AmqpBench(async (peer, token) =>
        {
            await peer.AcceptAsync(token, new Open
            {
                ContainerId = "rabbit", Properties = new Fields { [new Symbol("product")] = "RabbitMQ" },
            });
            await peer.ServeAsync(token);
        });

        var error = await bench.FailAsync();

        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);
        Assert.Contains("/exchange/pdc/{topic}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Connect_ServerStalls_IsUnreachableAtTheDeadlineAndNotBefore(int step)
    {
        var clock = new FakeTimeProvider();
        var stalled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var bench = new AmqpBench(
            async (peer, token) =>
            {
                if (step == 1) await peer.WriteAsync("AMQP"u8.ToArray(), token);
                if (step >= 2) await peer.LoginAsync(SaslCode.Ok, token);
                if (step == 3) await peer.WriteAsync(new byte[] { (byte)'A', (byte)'M', (byte)'Q', (byte)'P', 0, 1, 0, 0 }, token);
                stalled.TrySetResult();
                await peer.WaitForCloseAsync(token);
            },
            clock: clock);

        var send = bench.SendAsync("{}");
        await stalled.Task.WaitAsync(Token);
        Assert.False(send.IsCompleted);
        await AmqpBench.PassUntilEndedAsync(clock, send);

        var error = await AmqpBench.ErrorOf(send);
        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);
        Assert.Contains("did not answer", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("AMQP\0\0\u0009\u0001")]
    [InlineData("AMQP\u0003\u0001\0\0\0\0\0\u0003\u0002\u0001\0\0")]
    [InlineData("AMQP\u0003\u0001\0\0\u007f\u00ff\u00ff\u00ff\u0002\u0001\0\0")]
    [InlineData("AMQP\u0003\u0001\0\0\0\0\0\u0010\u0002\u0001\0\0\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff")]
    public async Task Connect_Garbage_IsUnreachable(string octets)
    {
        await using var bench = new AmqpBench(async (peer, token) =>
        {
            await peer.WriteAsync(System.Text.Encoding.Latin1.GetBytes(octets), token);
            await peer.WaitForCloseAsync(token);
        });

        Assert.Equal(MessengerErrorKind.Unreachable, (await bench.FailAsync()).Kind);
    }

    [Fact]
    public async Task Connect_FirstServerRefusesTheLogin_TheSecondIsUsed()
    {
        await using var refusing = new ScriptedAmqpServer((peer, token) => peer.LoginAsync(SaslCode.Auth, token));
        await using var bench = new AmqpBench(
            async (peer, token) =>
            {
                await peer.AcceptAsync(token);
                await peer.ServeAsync(token);
            },
            options => options.Urls.Insert(0, refusing.Url));

        await bench.ConfirmAsync();

        Assert.Equal(1, refusing.Connections);
        Assert.Equal(1, bench.Connections);
    }
}
