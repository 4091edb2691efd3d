namespace PdcBus;

/// <summary>STOMP on ActiveMQ: topics of its own, receipts for COMMIT.</summary>
public sealed class StompOnActiveMq : StompSubject
{
    private readonly string _prefix = $"/topic/pdc-{Guid.NewGuid():N}";
    private ActiveMqServer? _server;

    public override BrokerServer Broker => _server!;

    public override Uri Stomp => _server!.Stomp;

    public override string Destination => _prefix;

    public override string AllTopics => $"{_prefix}.>";

    public override string OnTheWire(string topic) => $".{topic}";

    public override async Task InitializeAsync(CancellationToken cancellationToken)
    {
        _server = await ActiveMqServer.RequireAsync(cancellationToken);
        await base.InitializeAsync(cancellationToken);
    }

    public override async Task<IBusSubscriber> SubscribeAsync(CancellationToken cancellationToken) =>
        await StompSubscriber.ListenAsync(Stomp, $"{_prefix}.", cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        if (_server is { IsOurs: true }) await _server.StartAsync(CancellationToken.None);
    }
}
