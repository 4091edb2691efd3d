using MassTransit;
using MassTransit.RabbitMqTransport.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PdcBus;

/// <summary>Makes the messenger <c>rabbitmq</c>: a bus of MassTransit set up from <see cref="RabbitMqOptions"/>.</summary>
internal static class RabbitMqMessenger
{
    public const string Name = "rabbitmq";

    /// <summary>
    /// A server that has fallen silent is noticed after two to three of these. RabbitMQ advises against less than 5 s.
    /// </summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    /// <summary>Makes the messenger and validates its options. Does no I/O.</summary>
    public static MassTransitMessenger Create(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<RabbitMqOptions>>().Value;
        var clock = services.GetService<TimeProvider>() ?? TimeProvider.System;
        return Create(options, services, clock, MassTransitMessenger.ConfirmTimeout);
    }

    public static MassTransitMessenger Create(
        RabbitMqOptions options, IServiceProvider services, TimeProvider clock, TimeSpan confirmTimeout)
    {
        var nodes = options.Urls.Select(url => RabbitMqAddress.TryParse(url, out _)!).ToList();
        var tls = nodes[0].IsTls ? new TlsClient(options.Tls, $"{RabbitMqOptionsValidator.Section}:Tls") : null;
        var isExternal = tls is not null && options.Tls.CertFile is not null && !nodes[0].HasLogin;
        var sockets = new RabbitMqSockets();
        var factory = new RabbitMqConnections(new RabbitMqNodes(nodes, tls), sockets, isExternal);
        var bus = PrivateBus.Create(x => x.UsingRabbitMq((_, cfg) => Configure(cfg, nodes[0], factory)), services);
        var host = (IRabbitMqHostConfiguration)bus.Host;
        var exchange = options.Exchange;
        var destination = new Uri(
            $"exchange:{exchange.Name}?type={exchange.Type}&durable={(exchange.Durable ? "true" : "false")}");
        var errors = new RabbitMqErrors(
            string.Join(", ", nodes),
            isExternal ? "Give the server a user of the certificate's name." : "Check PdcBus:RabbitMq:Urls.",
            options.Declare
                ? "Set PdcBus:RabbitMq:Exchange to what the exchange is, or to the name of another one."
                : "Declare the exchange, or set PdcBus:RabbitMq:Declare to true.",
            options.Unroutable == RabbitMqUnroutable.Park)
        {
            Permissions = options.Declare ? "permissions configure and write" : "permission write",
            Tls = tls,
        };
        var existing = options.Declare ? null : new RabbitMqExistingExchange(host, destination);
        ISendEndpointProvider endpoints = existing is null ? bus.Control : existing;
        var transport = new RabbitMqTransport(
            host, new Endpoints(endpoints, _ => destination), errors, nodes.Count, sockets, clock) { Exchange = existing };
        existing?.ConnectSendObserver(new SendAttemptObserver(transport));
        var pipe = SendAttemptPipe.For(services.GetRequiredService<IOptions<PdcBusOptions>>().Value);
        return new MassTransitMessenger(bus, transport, pipe, clock, confirmTimeout);
    }

    private static void Configure(
        IRabbitMqBusFactoryConfigurator bus, RabbitMqAddress first, RabbitMqConnections connections)
    {
        bus.Host(first.Host, first.Port, first.VirtualHost, "PdcBus", host =>
        {
            host.Username(first.User);
            host.Password(first.Password);
            host.Heartbeat(Heartbeat);
            host.RequestedConnectionTimeout(MassTransitMessenger.ConnectTimeout);
            host.OnRefreshConnectionFactory = connections.Prepare;
        });
    }
}
