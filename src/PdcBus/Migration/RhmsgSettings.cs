using System.Globalization;

namespace PdcBus;

/// <summary>
/// rhmsg's settings as those of AMQP 1.0, to topics of ActiveMQ. It began at a random server, and its certificate file
/// held the key too.
/// </summary>
internal static class RhmsgSettings
{
    public static readonly string[] Keys = ["URLS", "CERTIFICATE", "CACERT", "TOPIC_PREFIX", "CONNECTION_TIMEOUT"];

    public static void Rewrite(MessageBusReader reader, IDictionary<string, string?> settings)
    {
        var urls = reader.Parts("URLS");
        if (urls.Count == 0) reader.Flaw("URLS", "is empty. Give an address, for example amqps://example.com:5671.");
        for (var i = 0; i < urls.Count; i++) settings[$"Amqp:Urls:{i}"] = urls[i].Value;
        settings["Amqp:RandomStart"] = "true";
        settings["Amqp:Tls:CertFile"] = reader.Required("CERTIFICATE", "/etc/pki/pdc.pem");
        if (reader.Optional("CACERT") is { Length: > 0 } authority) settings["Amqp:Tls:CaFile"] = authority;
        if (reader.Required("TOPIC_PREFIX", "VirtualTopic.eng.pdc") is { } prefix)
        {
            settings["Amqp:Address"] = $"topic://{prefix}";
        }

        if (reader.Optional("CONNECTION_TIMEOUT") is { Length: > 0 } timeout)
        {
            settings["Relay:SendTimeout"] = RewriteTimeout(timeout, reader);
        }
    }

    private static string? RewriteTimeout(string text, MessageBusReader reader)
    {
        const double Most = 3600;
        if (double.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= Most)
        {
            return TimeSpan.FromSeconds(seconds).ToString("c", CultureInfo.InvariantCulture);
        }

        reader.Flaw("CONNECTION_TIMEOUT", $"is '{text}'. Set it to seconds, more than 0 and at most {Most}.");
        return null;
    }
}
