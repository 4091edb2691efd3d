namespace PdcBus;

/// <summary>The address of a server: <c>stomp://host:port</c> or <c>stomp+ssl://host:port</c>.</summary>
internal static class StompUrl
{
    public const string Tls = "stomp+ssl";
    private const string Plain = "stomp";
    private const int PlainPort = 61613;
    private const int TlsPort = 61614;

    /// <summary>Reads an address; null and a flaw, as the end of a sentence, if it is none.</summary>
    public static Uri? Parse(string? text, out string flaw)
    {
        flaw = "is no address. Write it as stomp://host:61613, or stomp+ssl://host:61614 for TLS.";
        if (!Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var url)) return null;
        if (url.Scheme is not (Plain or Tls) || url.Host.Length == 0) return null;
        if (url.UserInfo.Length > 0)
        {
            flaw = "holds a user or a password, and addresses are written to the log. Set Login and Passcode instead.";
            return null;
        }

        if (url.AbsolutePath is not ("" or "/") || url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            flaw = "has something behind the port. Set VirtualHost and Destination instead.";
            return null;
        }

        return url.Port >= 0
            ? url
            : new UriBuilder(url) { Port = IsTls(url) ? TlsPort : PlainPort }.Uri;
    }

    public static bool IsTls(Uri url) => url.Scheme == Tls;
}
