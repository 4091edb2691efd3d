using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace PdcBus;

/// <summary>stomp.py's settings as those of STOMP. The original always used TLS.</summary>
internal static class StompSettings
{
    public static readonly string[] Keys = ["HOST_AND_PORTS", "TOPIC", "CERT_FILE", "KEY_FILE"];

    public static void Rewrite(MessageBusReader reader, IDictionary<string, string?> settings)
    {
        var servers = reader.Parts("HOST_AND_PORTS");
        if (servers.Count == 0)
        {
            reader.Flaw("HOST_AND_PORTS", "is empty. Give at least one server, for example mq1.example.com:61613.");
        }

        for (var i = 0; i < servers.Count; i++)
        {
            settings[$"Stomp:Urls:{i}"] = RewriteServer(servers[i], $"HOST_AND_PORTS:{servers[i].Key}", reader);
        }

        if (reader.Required("TOPIC", "pdc") is { } topic) settings["Stomp:Destination"] = $"/topic/{topic}";
        settings["Stomp:Tls:CertFile"] = reader.Required("CERT_FILE", "/etc/pki/pdc.pem");
        settings["Stomp:Tls:KeyFile"] = reader.Required("KEY_FILE", "/etc/pki/pdc.key");
    }

    /// <summary>A text with a colon, or a pair.</summary>
    private static string? RewriteServer(IConfigurationSection server, string key, MessageBusReader reader)
    {
        var pair = server.GetChildren().Select(c => c.Value ?? "").ToArray();
        var text = server.Value ?? "";
        var colon = text.LastIndexOf(':');
        if (pair.Length == 0 && colon > 0) pair = [text[..colon], text[(colon + 1)..]];
        if (pair is [{ Length: > 0 } host, var port] &&
            ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 &&
            Uri.CheckHostName(host.Trim('[', ']')) is var kind and not UriHostNameType.Unknown)
        {
            return $"stomp+ssl://{(kind == UriHostNameType.IPv6 ? $"[{host.Trim('[', ']')}]" : host)}:{number}";
        }

        var shown = text.Length > 0 ? text : string.Join(", ", pair);
        reader.Flaw(key, $"is '{shown}'. Write mq1.example.com:61613, or host and port as a pair.");
        return null;
    }
}
