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
        var sockets = new RabbitMqSockets();
        var bus = PrivateBus.Create(x => x.UsingRabbitMq((_, cfg) => Configure(cfg, nodes, sockets)), services);
        var exchange = options.Exchange;
        var destination = new Uri(
            $"exchange:{exchange.Name}?type={exchange.Type}&durable={(exchange.Durable ? "true" : "false")}");
        var errors = new RabbitMqErrors(
            string.Join(", ", nodes),
            "Check PdcBus:RabbitMq:Urls.",
            "Set PdcBus:RabbitMq:Exchange to what the exchange is, or to the name of another one.",
            options.Unroutable == RabbitMqUnroutable.Park);
        var transport = new RabbitMqTransport(
            (IRabbitMqHostConfiguration)bus.Host, new Endpoints(bus.Control, _ => destination), errors, nodes.Count, sockets,
            clock);
        return new MassTransitMessenger(bus, transport, clock, confirmTimeout);
    }

    private static void Configure(
        IRabbitMqBusFactoryConfigurator bus, List<RabbitMqAddress> nodes, RabbitMqSockets sockets)
    {
        var first = nodes[0];
        bus.Host(first.Host, first.Port, first.VirtualHost, "PdcBus", host =>
        {
            host.Username(first.User);
            host.Password(first.Password);
            host.Heartbeat(Heartbeat);
            host.RequestedConnectionTimeout(MassTransitMessenger.ConnectTimeout);
            host.OnRefreshConnectionFactory = factory =>
            {
                factory.SocketFactory = sockets.Create;
                return Task.CompletedTask;
            };
            if (nodes.Count == 1) return;
            host.UseCluster(cluster =>
            {
                foreach (var node in nodes) cluster.Node($"{node.Host}:{node.Port}");
            });
        });
    }
}
