namespace PdcBus;

/// <summary>
/// Certificates for a connection with TLS. Section <c>Tls</c> of a messenger, for example <c>PdcBus:Stomp:Tls</c>.
/// </summary>
/// <remarks>
/// All files are PEM. They are checked at the start and read anew for every connection, so certificates can be replaced
/// while the application runs. The server's certificate and name are always checked; nothing switches that off.
/// </remarks>
public sealed class TlsOptions
{
    /// <summary>
    /// The file with the certificate authorities that may have signed the server's certificate; no others are trusted
    /// then. The default is none: the authorities of the operating system.
    /// </summary>
    public string? CaFile { get; set; }

    /// <summary>
    /// The file with the client's own certificate, and behind it those that lead to its authority. The default is none:
    /// the client shows no certificate.
    /// </summary>
    public string? CertFile { get; set; }

    /// <summary>
    /// The file with the private key of <see cref="CertFile"/>, without a password. The default is none: the key stands
    /// in the same file.
    /// </summary>
    public string? KeyFile { get; set; }

    /// <summary>
    /// The name that the server's certificate has to bear. The default is the host of the URL; set it where the URL holds
    /// another name or an address that the certificate does not have.
    /// </summary>
    public string? ServerName { get; set; }
}
