namespace PdcBus;

/// <summary>Proton's settings as those of AMQP 1.0: the path of the URL begins the addresses.</summary>
internal static class ProtonSettings
{
    public static readonly string[] Keys = ["URL", "CERT_FILE", "KEY_FILE"];

    private const string Example = "amqps://example.com:5671/com.redhat.pdc";

    public static void Rewrite(MessageBusReader reader, IDictionary<string, string?> settings)
    {
        settings["Amqp:Tls:CertFile"] = reader.Required("CERT_FILE", "/etc/pki/pdc.pem");
        settings["Amqp:Tls:KeyFile"] = reader.Required("KEY_FILE", "/etc/pki/pdc.key");
        if (reader.Required("URL", Example) is not { } text) return;

        // An address may hold a password: it is not repeated.
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Host.Length == 0)
        {
            reader.Flaw("URL", $"is no address. Write it like {Example}.");
            return;
        }

        var node = Uri.UnescapeDataString(url.AbsolutePath);
        if (node.Length <= 1) reader.Flaw("URL", $"names nothing behind the server. Write it like {Example}.");
        else settings["Amqp:Address"] = node[1..];
        settings["Amqp:Urls:0"] = url.GetComponents(
            UriComponents.Scheme | UriComponents.UserInfo | UriComponents.Host | UriComponents.Port, UriFormat.UriEscaped);
    }
}
