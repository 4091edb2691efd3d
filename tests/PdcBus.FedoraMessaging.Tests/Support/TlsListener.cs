using System.Net;
using System.Net.Sockets;

namespace PdcBus.FedoraMessaging.Tests;

/// <summary>A listener for TLS that the tests' broker opens on loopback for as long as a test needs it.</summary>
internal sealed class TlsListener : IAsyncDisposable
{
    private readonly RabbitMqServer _server;

    private TlsListener(RabbitMqServer server, int port)
    {
        _server = server;
        Port = port;
    }

    public int Port { get; }

    public static async Task<TlsListener> StartAsync(
        RabbitMqServer server, TestPki pki, (string CertFile, string KeyFile) certified)
    {
        var listener = new TlsListener(server, FreePort());
        await server.ControlAsync(
            [
                "eval",
                $$"""
                rabbit_networking:start_ssl_listener({"127.0.0.1", {{listener.Port}}},
                  [{cacertfile, "{{pki.AuthorityFile}}"}, {certfile, "{{certified.CertFile}}"}, {keyfile, "{{certified.KeyFile}}"},
                   {verify, verify_peer}, {fail_if_no_peer_cert, false}], 2).
                """,
            ],
            TestContext.Current.CancellationToken);
        return listener;
    }

    public async ValueTask DisposeAsync() => await _server.ControlAsync(
        ["eval", $$"""rabbit_networking:stop_tcp_listener({"127.0.0.1", {{Port}}})."""], CancellationToken.None);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
