namespace PdcBus;

/// <summary>One of <see cref="AmqpOptions.Urls"/>, taken apart.</summary>
/// <param name="Url">Scheme, host and port, without user and password.</param>
/// <param name="User">The user; null if there is none.</param>
/// <param name="Password">The user's password.</param>
/// <param name="VirtualHost">The virtual host; null for the server's own choice.</param>
internal sealed record AmqpEndpoint(Uri Url, string? User, string? Password, string? VirtualHost)
{
    private const string Plain = "amqp";
    private const string Tls = "amqps";
    private const int PlainPort = 5672;
    private const int TlsPort = 5671;

    public string Host => Url.DnsSafeHost;

    public bool IsTls => Url.Scheme == Tls;

    /// <summary>How a RabbitMQ is told the virtual host: it has a host name of its own form for that.</summary>
    public string HostName => VirtualHost is null ? Host : $"vhost:{VirtualHost}";

    /// <summary>Without the password.</summary>
    public override string ToString() => Url.Authority;

    /// <summary>Reads an address; null and a flaw, as the end of a sentence, if it is none.</summary>
    public static AmqpEndpoint? Parse(string? text, out string flaw)
    {
        flaw = "is no address. Write it as amqp://user:password@host:5672, or amqps:// and port 5671 for TLS, with percent-encoded parts.";
        if (!Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var url)) return null;
        if (url.Scheme is not (Plain or Tls) || url.Host.Length == 0) return null;
        if (url.Query.Length > 0 || url.Fragment.Length > 0 || url.AbsolutePath.LastIndexOf('/') > 0)
        {
            flaw = "has something behind the virtual host. Remove it, and percent-encode / ? and # inside a part.";
            return null;
        }

        var colon = url.UserInfo.IndexOf(':', StringComparison.Ordinal);
        if (url.UserInfo.Length > 0 && colon <= 0)
        {
            flaw = "has a user without a password. Write user:password, percent-encoded.";
            return null;
        }

        var port = url.Port >= 0 ? url.Port : url.Scheme == Tls ? TlsPort : PlainPort;
        return new AmqpEndpoint(
            new UriBuilder(url.Scheme, url.Host, port).Uri,
            colon > 0 ? Uri.UnescapeDataString(url.UserInfo[..colon]) : null,
            colon > 0 ? Uri.UnescapeDataString(url.UserInfo[(colon + 1)..]) : null,
            url.AbsolutePath.Length > 1 ? Uri.UnescapeDataString(url.AbsolutePath[1..]) : null);
    }
}
