using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MassTransit;

namespace PdcBus;

/// <summary>What happens when no connection comes about.</summary>
public sealed class ConnectionTests : RabbitMqTest
{
    [Fact]
    public async Task Login_WithAWrongPassword_IsUnreachableAndNamesTheSetting()
    {
        var messenger = CreateMessenger(url: Server.UrlFor(password: "sesame-7f3a"));

        var error = await FailureOfAsync(messenger, Messages.Make());

        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);
        Assert.Contains("refuses the login", error.Message, StringComparison.Ordinal);
        Assert.Contains("PdcBus:RabbitMq:Urls", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame-7f3a", error.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(Logs.Lines);
        Assert.DoesNotContain(Logs.Lines, line => line.Text.Contains("sesame-7f3a", StringComparison.Ordinal));
    }

    [Fact]
    public async Task VirtualHost_ThatDoesNotExist_IsUnreachableAndNamesIt()
    {
        var messenger = CreateMessenger(url: Server.UrlFor(virtualHost: "nowhere"));

        var error = await FailureOfAsync(messenger, Messages.Make());

        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);
        Assert.Contains("nowhere", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_WithoutAServer_IsUnreachableAtOnce()
    {
        var messenger = CreateMessenger(url: $"amqp://guest:guest@127.0.0.1:{FreePort()}/");
        var watch = Stopwatch.StartNew();

        var error = await FailureOfAsync(messenger, Messages.Make());
        await FailureOfAsync(messenger, Messages.Make());

        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);
        Assert.Contains("Connection refused", error.Message, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < Soon, $"It took {watch.Elapsed}.");
    }

    [Fact]
    public async Task Outage_InMassTransitsLog_IsNotLouderThanDebug()
    {
        var messenger = CreateMessenger(url: $"amqp://guest:guest@127.0.0.1:{FreePort()}/");

        await FailureOfAsync(messenger, Messages.Make());

        Assert.Contains(Logs.Lines, line => line.Text.Contains("Connection Failed", StringComparison.Ordinal));
        Assert.DoesNotContain(Logs.Lines, line => line.Level > Microsoft.Extensions.Logging.LogLevel.Debug);
    }

    [Fact]
    public async Task Server_ThatNeverAnswers_IsUnreachableInTime()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var messenger = CreateMessenger(url: $"amqp://guest:guest@127.0.0.1:{PortOf(silent)}/");
        var watch = Stopwatch.StartNew();

        var error = await FailureOfAsync(messenger, Messages.Make());

        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);
        Assert.True(watch.Elapsed < Soon, $"It took {watch.Elapsed}.");
    }

    [Fact]
    public async Task Server_ThatNeverAnswers_IsAskedAnewByTheNextSend()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var messenger = CreateMessenger(url: $"amqp://guest:guest@127.0.0.1:{PortOf(silent)}/");

        await FailureOfAsync(messenger, Messages.Make());
        await FailureOfAsync(messenger, Messages.Make());

        using var first = await silent.AcceptSocketAsync(Token);
        using var second = await silent.AcceptSocketAsync(Token);
        Assert.False(silent.Pending());
    }

    [Fact]
    public async Task Cluster_WhoseFirstNodeNeverAnswers_IsReachedThroughTheSecond()
    {
        var subscriber = await ListenAsync();
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var messenger = CreateMessenger(
            o => o.Urls.Add(Server.UrlFor()),
            url: Server.UrlFor().Replace($":{Server.Url.Port}/", $":{PortOf(silent)}/", StringComparison.Ordinal));

        await messenger.SendAsync(Messages.Make(body: "1"), Token);

        Assert.Equal("1", (await subscriber.ReceiveAsync(Token)).Text);
    }

    [Fact]
    public async Task Cancellation_WhileConnecting_EndsTheSendAtOnce()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var messenger = CreateMessenger(url: $"amqp://guest:guest@127.0.0.1:{PortOf(silent)}/");
        using var cancellation = new CancellationTokenSource();
        var sends = Enumerable.Range(0, 10).Select(_ => messenger.SendAsync(Messages.Make(), cancellation.Token)).ToList();

        await cancellation.CancelAsync();

        // Without it they would end too, when the connecting is given up, but as unreachable.
        foreach (var send in sends) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => send);
    }

    [Fact]
    public async Task Cluster_WhoseFirstNodeIsDown_IsReachedThroughTheSecond()
    {
        var subscriber = await ListenAsync();
        var messenger = CreateMessenger(
            o => o.Urls.Add(Server.UrlFor()),
            url: Server.UrlFor().Replace($":{Server.Url.Port}/", $":{FreePort()}/", StringComparison.Ordinal));

        await messenger.SendAsync(Messages.Make(body: "1"), Token);

        Assert.Equal("1", (await subscriber.ReceiveAsync(Token)).Text);
    }

    [Fact]
    public async Task Messenger_BeforeTheFirstSend_HasNoConnection()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var messenger = CreateMessenger(url: $"amqp://guest:guest@127.0.0.1:{PortOf(listener)}/");

        await messenger.DisposeAsync();

        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task Dispose_Twice_IsQuietAndLaterSendsAreRefused()
    {
        await ListenAsync();
        var messenger = CreateMessenger();
        await messenger.SendAsync(Messages.Make(), Token);

        await messenger.DisposeAsync();
        await messenger.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => messenger.SendAsync(Messages.Make(), Token));
    }

    [Fact]
    public async Task LogContext_OfTheCaller_IsLeftAlone()
    {
        await ListenAsync();
        LogContext.ConfigureCurrentLogContext();
        var mine = LogContext.Current;

        var messenger = CreateMessenger();
        await messenger.SendAsync(Messages.Make(), Token);

        // MassTransit takes what it finds here: another bus would log through ours, and after its end.
        Assert.Same(mine, LogContext.Current);
        await messenger.DisposeAsync();
        Assert.Same(mine, LogContext.Current);
    }

    [Fact]
    public async Task Dispose_AfterSending_ClosesTheConnection()
    {
        Server.RequireControl();
        await ListenAsync();
        var messenger = CreateMessenger();
        await messenger.SendAsync(Messages.Make(), Token);
        Assert.Contains("\"PdcBus\"", await ConnectionNamesAsync(), StringComparison.Ordinal);

        await messenger.DisposeAsync();

        Assert.DoesNotContain("\"PdcBus\"", await ConnectionNamesAsync(), StringComparison.Ordinal);
    }

    private async Task<string> ConnectionNamesAsync() =>
        await Server.ControlAsync(["list_connections", "client_properties"], Token);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return PortOf(listener);
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}
