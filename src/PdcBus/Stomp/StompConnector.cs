using System.IO.Pipelines;
using System.Net.Sockets;

namespace PdcBus;

/// <summary>Opens connections: TCP, TLS if the URL says so, CONNECT.</summary>
internal sealed class StompConnector(StompOptions options, TlsClient tls, TimeProvider clock)
{
    // A TLS record holds 16 KiB; with smaller buffers every record would be a system call of its own.
    private const int BufferSize = 64 * 1024;

    private readonly StompDestination _destination = new(options.Destination);

    /// <summary>Opens one connection.</summary>
    /// <exception cref="MessengerException">It cannot be opened; unreachable, with the reason and the cure.</exception>
    public async Task<IEndpointConnection> OpenAsync(Uri url, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Stream? stream = null;
        try
        {
            await socket.ConnectAsync(url.DnsSafeHost, url.Port, cancellationToken).ConfigureAwait(false);
            stream = new NetworkStream(socket, ownsSocket: true);
            if (StompUrl.IsTls(url))
            {
                stream = await tls.AuthenticateAsync(stream, url.DnsSafeHost, cancellationToken).ConfigureAwait(false);
            }

            return await OpenAsync(socket, stream, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            socket.Dispose();
            if (stream is not null) await stream.DisposeAsync().ConfigureAwait(false);
            if (Explain(error, url) is { } reason) throw new MessengerException(MessengerErrorKind.Unreachable, reason, error);
            throw;
        }
    }

    private async Task<StompConnection> OpenAsync(Socket socket, Stream stream, CancellationToken cancellationToken)
    {
        var input = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: BufferSize, leaveOpen: true));
        var output = PipeWriter.Create(stream, new StreamPipeWriterOptions(minimumBufferSize: BufferSize, leaveOpen: true));
        var reader = new StompFrameReader();
        var writer = new StompFrameWriter(options.Limits);
        var session = await StompHandshake.RunAsync(input, reader, output, writer, options, cancellationToken)
            .ConfigureAwait(false);
        if (_destination.FlawOn(session.Server) is { } flaw)
        {
            throw new MessengerException(MessengerErrorKind.Unreachable, flaw);
        }

        var receipts = new StompReceipts(clock);
        var sends = new StompSendWriter(writer, _destination, session.Server);
        IStompConfirmation confirmation = session.Server == StompServer.ActiveMq
            ? new StompCommitReceipts(writer, sends, receipts)
            : new StompSendReceipts(sends, receipts);
        var connection = new StompConnection(
            socket, stream, input, reader, output, writer, session.HeartBeat, receipts, confirmation, clock);
        connection.Start();
        return connection;
    }

    private string? Explain(Exception error, Uri url) => error switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } =>
            "Nobody listens there. Start the server, or correct the port in Stomp:Urls.",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } =>
            "The name has no address. Correct the host in Stomp:Urls, or the name service.",
        SocketException => $"{error.Message}.",
        // With TLS 1.3 a server says only now that it refuses the certificate.
        IOException when StompUrl.IsTls(url) => tls.Explain(error, url.DnsSafeHost),
        IOException =>
            $"{error.GetBaseException().Message}. Check that the port is one for STOMP, with or without TLS as the URL says.",
        StompProtocolException => error.Message,
        _ => null,
    };
}
