using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace PdcBus.FedoraMessaging.Tests;

/// <summary>A messenger and a subscriber on the tests' broker, on topics of their own.</summary>
internal sealed class BrokerRig : IAsyncDisposable
{
    private readonly FedoraMessagingOptions _options;

    private BrokerRig(RabbitMqServer server, FedoraMessagingOptions options, RabbitMqSubscriber subscriber)
    {
        Server = server;
        _options = options;
        Subscriber = subscriber;
        Messenger = Create(options);
    }

    public RabbitMqServer Server { get; }

    public RabbitMqSubscriber Subscriber { get; }

    public FedoraMessagingMessenger Messenger { get; }

    /// <summary>What stands before the topics of this test.</summary>
    public string Prefix => _options.TopicPrefix;

    public static async Task<BrokerRig> StartAsync(Action<FedoraMessagingOptions>? configure = null)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var server = await RabbitMqServer.RequireAsync(cancellationToken);
        var options = new FedoraMessagingOptions
        {
            Url = server.Url.ToString(),
            TopicPrefix = $"test-{Guid.NewGuid():N}",
            ModName = "",
        };
        configure?.Invoke(options);
        var subscriber = await RabbitMqSubscriber.ListenAsync(
            server, "amq.topic", cancellationToken, $"{options.TopicPrefix}.#");
        return new BrokerRig(server, options, subscriber);
    }

    public static FedoraMessagingMessenger Create(FedoraMessagingOptions options) =>
        new(Options.Create(options), NullLogger<FedoraMessagingMessenger>.Instance);

    public Task SendAsync(PdcMessage? message = null) =>
        Messenger.SendAsync(message ?? Make.Message(), TestContext.Current.CancellationToken);

    public async Task<MessengerException> FailAsync(PdcMessage? message = null) =>
        await Assert.ThrowsAsync<MessengerException>(() => SendAsync(message));

    public Task<RabbitMqDelivery> ReceiveAsync() => Subscriber.ReceiveAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Messenger.DisposeAsync();
        await Subscriber.DisposeAsync();
    }
}
