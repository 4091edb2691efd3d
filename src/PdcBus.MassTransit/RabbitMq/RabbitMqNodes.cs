using System.Security.Authentication;
using RabbitMQ.Client;

namespace PdcBus;

/// <summary>The nodes of a cluster, one for each attempt to connect, in turn.</summary>
/// <remarks>
/// MassTransit has such a list too, but would check all nodes against the name of the first, and trusts any authority
/// where the port is 5671. Certificates are read for each attempt, so that they can be replaced.
/// </remarks>
internal sealed class RabbitMqNodes(IReadOnlyList<RabbitMqAddress> nodes, TlsClient? tls) : IEndpointResolver
{
    private int _next = -1;

    public IEnumerable<AmqpTcpEndpoint> All()
    {
        var node = nodes[(int)((uint)Interlocked.Increment(ref _next) % nodes.Count)];
        return [new AmqpTcpEndpoint(node.Host, node.Port, SslFor(node.Host))];
    }

    private SslOption SslFor(string host)
    {
        if (tls is null) return new SslOption { Enabled = false };
        var authentication = tls.ForHost(host);
        return new SslOption
        {
            Enabled = true,
            ServerName = authentication.TargetHost!,
            Version = SslProtocols.Tls12 | SslProtocols.Tls13,
            ClientCertificateContext = authentication.ClientCertificateContext,
            CertificateValidationCallback = tls.ValidatorFor(host),
        };
    }
}
