using System.Buffers;
using System.IO.Pipelines;

namespace PdcBus;

/// <summary>From CONNECT to CONNECTED.</summary>
/// <remarks>https://stomp.github.io/stomp-specification-1.2.html#Connecting</remarks>
internal static class StompHandshake
{
    /// <summary>Sends CONNECT and reads what answers it; what comes behind stays in the pipe.</summary>
    /// <exception cref="MessengerException">The server does not want us.</exception>
    /// <exception cref="StompProtocolException">What answers is no STOMP.</exception>
    public static async Task<StompSession> RunAsync(
        PipeReader input, StompFrameReader reader, PipeWriter output, StompFrameWriter writer, StompOptions options,
        CancellationToken cancellationToken)
    {
        WriteConnect(output, writer, options);
        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var result = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            var buffer = result.Buffer;
            var session = TryReadAnswer(ref buffer, reader, options);
            input.AdvanceTo(buffer.Start, session is null ? buffer.End : buffer.Start);
            if (session is not null)
            {
                reader.Version = writer.Version = session.Version;
                return session;
            }

            if (result.IsCompleted)
            {
                throw new StompProtocolException(
                    "The server closed the connection without an answer. Check that the port is one for STOMP, with or without TLS as the URL says.");
            }
        }
    }

    // CONNECT EOL accept-version:… EOL host:… EOL *( header EOL ) EOL NULL
    /// <summary>CONNECT and not STOMP, because version 1.0 knows only that.</summary>
    private static void WriteConnect(PipeWriter output, StompFrameWriter writer, StompOptions options)
    {
        writer.Begin(StompCommand.Connect);
        writer.Plain("accept-version"u8, "1.0,1.1,1.2"u8);
        writer.Header("host"u8, options.VirtualHost);
        var beat = (long)options.HeartBeat.TotalMilliseconds;
        writer.Header("heart-beat"u8, $"{beat},{beat}");
        // With a login RabbitMQ checks the password even if a certificate has named the user.
        if (options.Login is not null) writer.Header("login"u8, options.Login);
        if (options.Passcode is not null) writer.Header("passcode"u8, options.Passcode);
        writer.End(output);
    }

    // CONNECTED EOL version:… EOL *( header EOL ) EOL NULL   or   ERROR …
    private static StompSession? TryReadAnswer(
        ref ReadOnlySequence<byte> buffer, StompFrameReader reader, StompOptions options)
    {
        if (!reader.TryRead(ref buffer, out var frame)) return null;
        if (frame.Command == StompCommand.Error) throw StompErrors.OfConnect(StompErrors.Text(frame));
        if (frame.Command != StompCommand.Connected)
        {
            throw new StompProtocolException($"The server answered CONNECT with {frame.Command}.");
        }

        frame.TryGetRaw("heart-beat"u8, out var answer);
        return new StompSession(
            VersionOf(frame.Get("version"u8)),
            ServerOf(frame.Get("server"u8) ?? ""),
            StompHeartBeat.Negotiate(options.HeartBeat, answer));
    }

    /// <summary>A server that names no version is of the time when there was only one.</summary>
    private static StompVersion VersionOf(string? version) => version switch
    {
        null or "1.0" => StompVersion.V10,
        "1.1" => StompVersion.V11,
        "1.2" => StompVersion.V12,
        _ => throw new StompProtocolException(
            $"The server chose version '{PeerText.Clean(version)}'. Offered were 1.0, 1.1 and 1.2."),
    };

    private static StompServer ServerOf(string server) => server switch
    {
        _ when server.StartsWith("RabbitMQ", StringComparison.OrdinalIgnoreCase) => StompServer.RabbitMq,
        _ when server.StartsWith("ActiveMQ/", StringComparison.OrdinalIgnoreCase) => StompServer.ActiveMq,
        _ => StompServer.Other,
    };
}
