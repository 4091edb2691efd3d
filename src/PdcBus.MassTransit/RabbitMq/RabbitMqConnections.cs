using RabbitMQ.Client;

namespace PdcBus;

/// <summary>How RabbitMQ's client makes a connection for MassTransit.</summary>
/// <param name="nodes">Where to.</param>
/// <param name="sockets">Makes the sockets.</param>
/// <param name="isExternal">The certificate says who it is.</param>
internal sealed class RabbitMqConnections(IEndpointResolver nodes, RabbitMqSockets sockets, bool isExternal)
{
    /// <summary>Called by MassTransit before each connection.</summary>
    public Task Prepare(ConnectionFactory factory)
    {
        factory.EndpointResolverFactory = _ => nodes;
        factory.SocketFactory = sockets.Create;
        if (isExternal) factory.AuthMechanisms = [new ExternalMechanismFactory()];
        return Task.CompletedTask;
    }
}
