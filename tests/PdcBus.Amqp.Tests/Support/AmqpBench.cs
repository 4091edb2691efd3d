using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace PdcBus;

/// <summary>A messenger and the scripted server that it talks to.</summary>
internal sealed class AmqpBench : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ScriptedAmqpServer _server;
    private readonly AmqpMessenger _messenger;

    public AmqpBench(
        Func<AmqpPeer, int, CancellationToken, Task> script,
        Action<AmqpOptions>? configure = null,
        TimeProvider? clock = null,
        PdcWireProfile profile = PdcWireProfile.Plain)
    {
        _server = new ScriptedAmqpServer(script);
        var options = new AmqpOptions { Address = "topic://pdc.{topic}" };
        options.Urls.Add(_server.Url);
        configure?.Invoke(options);
        _messenger = new AmqpMessenger(
            Options.Create(options),
            Options.Create(new PdcBusOptions { WireProfile = profile }),
            clock ?? TimeProvider.System,
            NullLogger<AmqpMessenger>.Instance);
    }

    public AmqpBench(
        Func<AmqpPeer, CancellationToken, Task> script, Action<AmqpOptions>? configure = null, TimeProvider? clock = null)
        : this((peer, _, token) => script(peer, token), configure, clock)
    {
    }

    public string Url => _server.Url;

    public int Connections => _server.Connections;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public Task SendAsync(string body, string topic = "compose") =>
        _messenger.SendAsync(TestMessage.Of(topic, body), CancellationToken.None);

    /// <summary>Sends one message, which has to be confirmed.</summary>
    public Task ConfirmAsync(string body = "{}", string topic = "compose") =>
        SendAsync(body, topic).WaitAsync(Patience, Token);

    /// <summary>Sends one message, which has to fail.</summary>
    public Task<MessengerException> FailAsync(string topic = "compose", string body = "{}") => ErrorOf(SendAsync(body, topic));

    /// <summary>The error that a send ends in.</summary>
    public static Task<MessengerException> ErrorOf(Task send) =>
        Assert.ThrowsAsync<MessengerException>(() => send.WaitAsync(Patience, Token));

    /// <summary>Lets time pass until a send has ended.</summary>
    public static Task PassUntilEndedAsync(FakeTimeProvider clock, Task send) => Eventually.IsTrueAsync(
        () =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return send.IsCompleted;
        },
        Patience,
        Token);

    public Task DisposeMessengerAsync() => _messenger.DisposeAsync().AsTask().WaitAsync(Patience, Token);

    public async ValueTask DisposeAsync()
    {
        await DisposeMessengerAsync();
        await _server.DisposeAsync();
        Assert.Empty(_server.Problems);
    }
}
