using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PdcBus;

/// <summary>The client's side of TLS, by the rules of one <see cref="TlsOptions"/>. Shared by the messengers.</summary>
/// <param name="options">The files and the name.</param>
/// <param name="section">Where they are configured, for messages: <c>PdcBus:Stomp:Tls</c>.</param>
public sealed class TlsClient(TlsOptions options, string section)
{
    /// <summary>What is wrong with the settings and the files, as sentences for an options validator.</summary>
    public IEnumerable<string> Flaws()
    {
        if (options.KeyFile is not null && options.CertFile is null)
        {
            yield return $"{section}:KeyFile is set and CertFile is not. Name the certificate that the key belongs to.";
        }

        if (Try(() => Authorities()) is { } ca) yield return ca;
        if (Try(() => Certificate()) is { } certificate) yield return certificate;
    }

    /// <summary>Reads the authorities from <see cref="TlsOptions.CaFile"/>; null if none is set.</summary>
    /// <exception cref="MessengerException">The file cannot be read; the message names the setting.</exception>
    public X509Certificate2Collection? Authorities()
    {
        if (options.CaFile is null) return null;
        var authorities = new X509Certificate2Collection();
        Read("CaFile", options.CaFile, () => authorities.ImportFromPemFile(options.CaFile));
        return authorities.Count > 0
            ? authorities
            : throw Unusable("CaFile", options.CaFile, "holds no certificate. It has to be PEM, with BEGIN CERTIFICATE.");
    }

    /// <summary>
    /// Reads the client's certificate and key from <see cref="TlsOptions.CertFile"/> and
    /// <see cref="TlsOptions.KeyFile"/>; null if none is set.
    /// </summary>
    /// <exception cref="MessengerException">They cannot be read or do not belong together.</exception>
    public X509Certificate2? Certificate()
    {
        if (options.CertFile is null) return null;
        X509Certificate2? certificate = null;
        var setting = options.KeyFile is null ? "CertFile" : "CertFile and KeyFile";
        Read(setting, options.CertFile, () =>
            certificate = X509Certificate2.CreateFromPemFile(options.CertFile, options.KeyFile ?? options.CertFile));
        if (!OperatingSystem.IsWindows()) return certificate;

        // Windows takes a key for a handshake only out of its own store.
        using var fromPem = certificate!;
        return X509CertificateLoader.LoadPkcs12(fromPem.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>Reads the files and says how to open TLS to a host.</summary>
    /// <param name="host">The host of the URL; <see cref="TlsOptions.ServerName"/> goes before it.</param>
    /// <exception cref="MessengerException">A file cannot be read.</exception>
    public SslClientAuthenticationOptions ForHost(string host)
    {
        var authentication = new SslClientAuthenticationOptions
        {
            TargetHost = options.ServerName ?? host,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        };
        if (Authorities() is { } authorities)
        {
            authentication.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            authentication.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        if (Certificate() is { } certificate)
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(options.CertFile!);
            authentication.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, chain, offline: true);
        }

        return authentication;
    }

    /// <summary>Opens TLS on a connection.</summary>
    /// <param name="inner">The connection; it is the caller's to close when this fails.</param>
    /// <param name="host">The host of the URL.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="MessengerException">No trust, in one direction or the other; unreachable, with the cure.</exception>
    public async Task<SslStream> AuthenticateAsync(Stream inner, string host, CancellationToken cancellationToken)
    {
        var authentication = ForHost(host);
        var stream = new SslStream(inner, leaveInnerStreamOpen: false);
        try
        {
            await stream.AuthenticateAsClientAsync(authentication, cancellationToken).ConfigureAwait(false);
            return stream;
        }
        catch (Exception error) when (error is AuthenticationException or IOException)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw new MessengerException(MessengerErrorKind.Unreachable, Explain(error, host), error);
        }
    }

    /// <summary>
    /// What a failure of TLS means and what to do. Also for the first read after the handshake: with TLS 1.3 that is
    /// where a server says that it refuses the client's certificate.
    /// </summary>
    /// <param name="error">What was thrown.</param>
    /// <param name="host">The host of the URL.</param>
    public string Explain(Exception error, string host)
    {
        ArgumentNullException.ThrowIfNull(error);
        var text = string.Join(' ', Chain(error).Select(e => e.Message));
        return TlsAlerts.Explain(text, options.ServerName ?? host, section, options.CertFile)
            ?? $"TLS failed: {error.GetBaseException().Message} Check that the port speaks TLS.";
    }

    private static IEnumerable<Exception> Chain(Exception error)
    {
        for (var e = error; e is not null; e = e.InnerException) yield return e;
    }

    private static string? Try(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (MessengerException error)
        {
            return error.Message;
        }
    }

    private void Read(string setting, string file, Action read)
    {
        try
        {
            read();
        }
        catch (CryptographicException error)
        {
            throw Unusable(
                setting, file, $"cannot be used: {error.Message} Both have to be PEM, without a password, and belong together.",
                error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Unusable(setting, file, $"cannot be read: {error.Message}", error);
        }
    }

    private MessengerException Unusable(string setting, string file, string why, Exception? error = null) =>
        new(MessengerErrorKind.Unreachable, $"{section}:{setting} ({file}) {why}", error);
}
