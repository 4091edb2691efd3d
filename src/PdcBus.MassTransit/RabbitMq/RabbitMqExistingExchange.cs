using MassTransit;
using MassTransit.RabbitMqTransport;
using MassTransit.RabbitMqTransport.Configuration;
using MassTransit.RabbitMqTransport.Middleware;
using MassTransit.RabbitMqTransport.Topology;
using MassTransit.Transports;
using MassTransit.Util;

namespace PdcBus;

/// <summary>
/// The endpoint of an exchange that somebody else declares. MassTransit declares each exchange that it sends to; this is
/// its own endpoint with nothing to declare.
/// </summary>
internal sealed class RabbitMqExistingExchange : ISendEndpointProvider, IAsyncDisposable
{
    private readonly SendTransport<ChannelContext> _transport;
    private readonly Task<ISendEndpoint> _endpoint;

    public RabbitMqExistingExchange(IRabbitMqHostConfiguration host, Uri exchange)
    {
        var address = new RabbitMqEndpointAddress(host.HostAddress, exchange);
        // It is asked for what it has in common with others; no queue of its name is ever made.
        var context = host.CreateReceiveEndpointConfiguration("pdcbus", null).CreateReceiveEndpointContext();
        var settings = host.Topology.SendTopology.GetSendSettings(address);
        var nothing = new RabbitMqBrokerTopology([], [], [], []);
        _transport = new SendTransport<ChannelContext>(new RabbitMqSendTransportContext(
            host, context, new ChannelContextSupervisor(host.ConnectionContextSupervisor, null),
            new ConfigureRabbitMqTopologyFilter<SendSettings>(settings, nothing), settings.ExchangeName,
            Pipe.Empty<ChannelContext>(), settings.ExchangeName));
        _endpoint = Task.FromResult<ISendEndpoint>(
            new SendEndpoint(_transport, context, address, new NoSendPipe(), new EmptyConnectHandle()));
    }

    public Task<ISendEndpoint> GetSendEndpoint(Uri address) => _endpoint;

    public ConnectHandle ConnectSendObserver(ISendObserver observer) => _transport.ConnectSendObserver(observer);

    public ValueTask DisposeAsync() => _transport.DisposeAsync();

    private sealed class NoSendPipe : ISendPipe
    {
        public Task Send<T>(SendContext<T> context)
            where T : class => Task.CompletedTask;

        public void Probe(ProbeContext context)
        {
        }
    }
}
