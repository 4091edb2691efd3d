using System.Net.Sockets;
using Amqp;
using Amqp.Framing;
using Amqp.Sasl;

namespace PdcBus;

/// <summary>Opens connections: TCP, TLS if the URL says so, SASL, connection and session.</summary>
internal sealed class AmqpConnector(
    AmqpOptions options,
    PdcWireProfile profile,
    IReadOnlyList<AmqpEndpoint> endpoints,
    TlsClient tls,
    TimeProvider clock)
{
    private readonly AmqpAddress _address = new(options.Address);

    /// <summary>Opens one connection.</summary>
    /// <exception cref="MessengerException">It cannot be opened; unreachable, with the reason and the cure.</exception>
    public async Task<IEndpointConnection> OpenAsync(Uri url, CancellationToken cancellationToken)
    {
        var endpoint = endpoints.First(e => e.Url == url);
        if (endpoint.User is not null) return await OpenAsync(endpoint, null, cancellationToken).ConfigureAwait(false);
        if (options.Tls.CertFile is null || !endpoint.IsTls)
        {
            return await OpenAsync(endpoint, SaslProfile.Anonymous, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return await OpenAsync(endpoint, SaslProfile.External, cancellationToken).ConfigureAwait(false);
        }
        catch (MessengerException error) when (options.Anonymous && IsMissingMechanism((error.InnerException as AmqpException)?.Error))
        {
            return await OpenAsync(endpoint, SaslProfile.Anonymous, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<AmqpConnection> OpenAsync(
        AmqpEndpoint endpoint, SaslProfile? login, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Stream? stream = null;
        AmqpTransport? transport = null;
        // What the library awaits knows no deadline; only the end of the socket ends it.
        using var registration = cancellationToken.UnsafeRegister(static s => ((Socket)s!).Dispose(), socket);
        try
        {
            await socket.ConnectAsync(endpoint.Host, endpoint.Url.Port, cancellationToken).ConfigureAwait(false);
            stream = new NetworkStream(socket, ownsSocket: true);
            if (endpoint.IsTls)
            {
                stream = await tls.AuthenticateAsync(stream, endpoint.Host, cancellationToken).ConfigureAwait(false);
            }

            transport = new AmqpTransport(socket, stream, clock);
            return await OpenAsync(endpoint, login, transport, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            socket.Dispose();
            if (stream is not null) await stream.DisposeAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (error is MessengerException) throw;
            throw new MessengerException(
                MessengerErrorKind.Unreachable, Explain(error, transport?.Failure ?? error, endpoint), error);
        }
    }

    private async Task<AmqpConnection> OpenAsync(
        AmqpEndpoint endpoint, SaslProfile? login, AmqpTransport transport, CancellationToken cancellationToken)
    {
        var connection = new AmqpConnection(transport, _address, profile, options.MaxBody, clock);
        var factory = new ConnectionFactory([new AmqpTransports(transport)]);
        // ActiveMQ refuses a second client of the same name.
        factory.AMQP.ContainerId = $"PdcBus-{Guid.NewGuid():N}";
        factory.AMQP.HostName = endpoint.HostName;
        factory.SASL.Profile = login;
        var address = new Address(
            endpoint.Host, endpoint.Url.Port, endpoint.User, endpoint.Password, scheme: AmqpTransports.Scheme);
        try
        {
            await connection.OpenAsync(factory, address, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (connection.Refusal is { } refusal)
        {
            throw new MessengerException(MessengerErrorKind.Unreachable, ExplainRefusal(refusal, endpoint), error);
        }

        return _address.FlawOn(connection.Product) is { } flaw
            ? throw new MessengerException(MessengerErrorKind.Unreachable, flaw)
            : connection;
    }

    private static bool IsMissingMechanism(Error? error) => error?.Condition?.ToString() == ErrorCode.NotImplemented;

    private string Explain(Exception error, Exception cause, AmqpEndpoint endpoint) => cause switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } =>
            "Nobody listens there. Start the server, or correct the port in Amqp:Urls.",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } =>
            "The name has no address. Correct the host in Amqp:Urls, or the name service.",
        SocketException => $"{cause.Message}.",
        AmqpException refusal => ExplainRefusal(refusal.Error, endpoint),
        // With TLS 1.3 a server says only now that it refuses the certificate.
        IOException when endpoint.IsTls => tls.Explain(cause, endpoint.Host),
        IOException =>
            $"{PeerText.Clean(cause.GetBaseException().Message).TrimEnd('.')}. Check that the port is one for AMQP 1.0, with or without TLS as the URL says.",
        _ => $"What answers is no AMQP 1.0: {PeerText.Clean(error.Message)}",
    };

    private static string ExplainRefusal(Error? refusal, AmqpEndpoint endpoint)
    {
        var text = AmqpErrors.Text(refusal);
        if (IsMissingMechanism(refusal))
        {
            return endpoint.User is not null
                ? $"The server takes no password, or speaks no AMQP 1.0: {text}."
                : $"The server does not take the login without a password, or speaks no AMQP 1.0: {text}. Write user:password@ into Amqp:Urls.";
        }

        return refusal?.Condition?.ToString() == ErrorCode.UnauthorizedAccess
            ? $"The server refused the login: {text}. Check user and password in Amqp:Urls, or the name in the certificate, and the user's rights on the server."
            : $"The server refused the connection: {text}. Check that it speaks AMQP 1.0 there, and the virtual host in Amqp:Urls.";
    }
}
