namespace PdcBus;

/// <summary>
/// One of <see cref="RabbitMqOptions.Urls"/>, taken apart after the AMQP URI specification: absent parts are the
/// defaults of a freshly installed server, and user, password and virtual host are percent-encoded.
/// </summary>
internal sealed record RabbitMqAddress(string Host, ushort Port, string VirtualHost, string User, string Password)
{
    public const string Tls = "amqps";
    private const string Plain = "amqp";
    private const ushort PlainPort = 5672;
    private const ushort TlsPort = 5671;

    /// <summary>Whether it begins with <c>amqps</c>.</summary>
    public bool IsTls { get; init; }

    /// <summary>Whether it names a user.</summary>
    public bool HasLogin { get; init; }

    /// <summary>Where it leads to, without the password.</summary>
    public override string ToString() => $"{Host}:{Port}";

    /// <summary>Takes an address apart.</summary>
    /// <param name="url">The address.</param>
    /// <param name="flaw">What is wrong with it, as the end of a sentence that starts with the address.</param>
    public static RabbitMqAddress? TryParse(string url, out string? flaw)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            flaw = "is not an address. Write amqp://user:password@host:port/vhost, with percent-encoded parts.";
            return null;
        }

        var (user, password) = Login(uri.UserInfo);
        flaw = uri switch
        {
            { Scheme: not (Plain or Tls) } => "does not start with amqp:// or amqps://, the protocols of this messenger.",
            { Scheme: Plain, Port: TlsPort } => $"has the port of TLS. Write {Tls}:// instead of {Plain}://.",
            { Query.Length: > 0 } or { Fragment.Length: > 0 } =>
                "has something after the virtual host. Remove it, and percent-encode ? and # inside a part.",
            _ when uri.AbsolutePath.LastIndexOf('/') > 0 =>
                "has a virtual host with a slash. Write it as %2F.",
            _ when password is null => "has a user without a password. Write user:password, percent-encoded, or leave both "
                + "out where a certificate names the user.",
            _ => null,
        };
        if (flaw is not null) return null;
        var isTls = uri.Scheme == Tls;
        var port = uri.Port > 0 ? (ushort)uri.Port : isTls ? TlsPort : PlainPort;
        return new RabbitMqAddress(uri.DnsSafeHost, port, VirtualHostOf(uri), user, password!)
        {
            IsTls = isTls,
            HasLogin = uri.UserInfo.Length > 0,
        };
    }

    /// <summary>The address as a log line or a message may show it.</summary>
    public static string WithoutPassword(string url)
    {
        var login = url.LastIndexOf('@');
        if (login >= 0) return "…" + url[login..];

        // What does not look like an address may hold anything.
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        var afterScheme = url.IndexOf("://", StringComparison.Ordinal);
        return colon < 0 || colon == afterScheme ? url : url[..colon] + ":…";
    }

    private static (string User, string? Password) Login(string userInfo)
    {
        if (userInfo.Length == 0) return ("guest", "guest");
        var colon = userInfo.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? (Uri.UnescapeDataString(userInfo), null)
            : (Uri.UnescapeDataString(userInfo[..colon]), Uri.UnescapeDataString(userInfo[(colon + 1)..]));
    }

    private static string VirtualHostOf(Uri uri) =>
        uri.AbsolutePath.Length <= 1 ? "/" : Uri.UnescapeDataString(uri.AbsolutePath[1..]);
}
