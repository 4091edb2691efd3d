using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace PdcBus;

/// <summary>A test with a real RabbitMQ, an exchange of its own and messengers that are disposed at its end.</summary>
[Collection(RabbitMqCollection.Name)]
public abstract class RabbitMqTest : IAsyncLifetime
{
    /// <summary>Long for a busy machine, short for MassTransit, which waits and repeats for an hour.</summary>
    protected static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private readonly List<IAsyncDisposable> _disposables = [];
    private RabbitMqServer? _server;

    private protected LogSink Logs { get; } = new();

    protected string Exchange { get; } = $"pdc.test.{Guid.NewGuid():N}";

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected RabbitMqServer Server => _server!;

    public virtual async ValueTask InitializeAsync() => _server = await RabbitMqServer.RequireAsync(Token);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var disposable in Enumerable.Reverse(_disposables)) await disposable.DisposeAsync();
        if (_server is null) return;
        if (_server.IsOurs) await _server.StartAsync(CancellationToken.None);
        await using var connection = await _server.ConnectAsync(CancellationToken.None);
        await using var channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeleteAsync(Exchange);
    }

    /// <summary>A messenger as the container would make it; nothing of the relay runs.</summary>
    private protected MassTransitMessenger CreateMessenger(
        Action<RabbitMqOptions>? configure = null,
        string? url = null,
        TimeSpan? confirmTimeout = null,
        PdcBusOptions? common = null)
    {
        var options = new RabbitMqOptions { Exchange = { Name = Exchange } };
        options.Urls.Add(url ?? Server.UrlFor());
        configure?.Invoke(options);
        var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs))
            .AddSingleton(Options.Create(common ?? new PdcBusOptions()))
            .BuildServiceProvider();
        _disposables.Add(services);
        var messenger = RabbitMqMessenger.Create(
            options, services, TimeProvider.System, confirmTimeout ?? MassTransitMessenger.ConfirmTimeout);
        _disposables.Add(messenger);
        return messenger;
    }

    /// <summary>Listens to this test's exchange.</summary>
    protected async Task<RabbitMqSubscriber> ListenAsync(string routingKey = "#", string? virtualHost = null)
    {
        var subscriber = await RabbitMqSubscriber.ListenAsync(Server, Exchange, Token, routingKey, virtualHost);
        _disposables.Add(subscriber);
        return subscriber;
    }

    /// <summary>A channel to set something up with.</summary>
    protected async Task<IChannel> OpenChannelAsync()
    {
        var connection = await Server.ConnectAsync(Token);
        _disposables.Add(connection);
        return await connection.CreateChannelAsync(cancellationToken: Token);
    }

    /// <summary>A queue that outlives a kill, with everything that goes through this test's exchange.</summary>
    protected async Task<string> DeclareQueueAsync()
    {
        await using (var connection = await Server.ConnectAsync(Token))
        {
            var channel = await connection.CreateChannelAsync(cancellationToken: Token);
            await channel.ExchangeDeclareAsync(Exchange, "topic", durable: true, cancellationToken: Token);
            await channel.QueueDeclareAsync(
                Exchange, durable: true, exclusive: false, autoDelete: false, cancellationToken: Token);
            await channel.QueueBindAsync(Exchange, Exchange, "#", cancellationToken: Token);
        }

        // RabbitMQ writes what was declared with a delay; a kill would take it away.
        await Server.ControlAsync(["eval", "mnesia:sync_log()."], Token);
        return Exchange;
    }

    /// <summary>Takes the ids of all messages out of a queue, in their order, and deletes it.</summary>
    protected async Task<List<string>> DrainAsync(string queue)
    {
        var ids = new List<string>();
        var channel = await OpenChannelAsync();
        while (await channel.BasicGetAsync(queue, autoAck: true, Token) is { } message)
        {
            ids.Add(message.BasicProperties.MessageId!);
        }

        await channel.QueueDeleteAsync(queue, cancellationToken: Token);
        return ids;
    }

    /// <summary>The error that a send has to end in.</summary>
    private protected static async Task<MessengerException> FailureOfAsync(IMessenger messenger, PdcMessage message) =>
        await Assert.ThrowsAsync<MessengerException>(() => messenger.SendAsync(message, Token));
}
