namespace PdcBus;

/// <summary>
/// kombu's settings as those of RabbitMQ. The original never declared the exchange, so type and durability had no
/// effect; ours neither declares it then.
/// </summary>
internal static class KombuSettings
{
    public static readonly string[] Keys = ["URL", "EXCHANGE", "OPTIONS"];

    private const string Example = "amqp://user:password@host:5672//";

    public static void Rewrite(MessageBusReader reader, IDictionary<string, string?> settings)
    {
        var isExternal = RewriteLogin(reader);
        var isTls = RewriteTls(reader, settings);
        if (isExternal && !settings.ContainsKey("RabbitMq:Tls:CertFile"))
        {
            reader.Flaw("OPTIONS:login_method", "is EXTERNAL, which needs a certificate. Set OPTIONS:ssl:certfile.");
        }

        RewriteExchange(reader, settings);
        var urls = reader.Required("URL", Example)?.Split(';', StringSplitOptions.TrimEntries) ?? [];
        for (var i = 0; i < urls.Length; i++)
        {
            settings[$"RabbitMq:Urls:{i}"] = RewriteUrl(urls[i], isExternal, isTls, reader);
        }
    }

    private static bool RewriteLogin(MessageBusReader reader)
    {
        reader.CheckParts("OPTIONS", "login_method", "ssl");
        var method = reader.Optional("OPTIONS:login_method");
        if (method is not (null or "" or "EXTERNAL" or "PLAIN" or "AMQPLAIN"))
        {
            reader.Flaw("OPTIONS:login_method", $"is '{method}'. Set it to EXTERNAL or PLAIN.");
        }

        return method == "EXTERNAL";
    }

    private static bool RewriteTls(MessageBusReader reader, IDictionary<string, string?> settings)
    {
        reader.CheckParts("OPTIONS:ssl", "ca_certs", "certfile", "keyfile", "cert_reqs");
        if (reader.Parts("OPTIONS:ssl").Count == 0)
        {
            return bool.TryParse(reader.Optional("OPTIONS:ssl"), out var isTls) && isTls;
        }

        Copy("ca_certs", "CaFile");
        Copy("certfile", "CertFile");
        Copy("keyfile", "KeyFile");
        if (reader.Optional("OPTIONS:ssl:cert_reqs") is not (null or "" or "2" or "CERT_REQUIRED"))
        {
            reader.Flaw(
                "OPTIONS:ssl:cert_reqs",
                "is not 2, and PdcBus always checks the server's certificate. Set it to 2, and ca_certs to the " +
                "file with its authority.");
        }

        return true;

        void Copy(string from, string to)
        {
            if (reader.Optional($"OPTIONS:ssl:{from}") is { Length: > 0 } file) settings[$"RabbitMq:Tls:{to}"] = file;
        }
    }

    private static void RewriteExchange(MessageBusReader reader, IDictionary<string, string?> settings)
    {
        reader.CheckParts("EXCHANGE", "name", "type", "durable", "auto_delete", "delivery_mode");
        settings["RabbitMq:Declare"] = "false";
        if (reader.Required("EXCHANGE:name", "pdc") is { } name) settings["RabbitMq:Exchange:Name"] = name;
        if (reader.Optional("EXCHANGE:type") is { Length: > 0 } type) settings["RabbitMq:Exchange:Type"] = type;
        if (reader.Optional("EXCHANGE:durable") is { Length: > 0 } durable)
        {
            settings["RabbitMq:Exchange:Durable"] = durable;
        }

        if (reader.Optional("EXCHANGE:delivery_mode") is not (null or "" or "2" or "persistent"))
        {
            reader.Flaw("EXCHANGE:delivery_mode", "is not 2, and PdcBus sends what a restart does not lose. Remove it.");
        }
    }

    /// <summary>
    /// In kombu's URLs everything behind the first slash is the virtual host, a second slash for example; ours are
    /// those of the AMQP URI specification. By EXTERNAL the certificate names the user, whatever the URL says.
    /// </summary>
    private static string? RewriteUrl(string text, bool isExternal, bool isTls, MessageBusReader reader)
    {
        // An address may hold a password: it is not repeated.
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Host.Length == 0)
        {
            reader.Flaw("URL", $"is no address. Write it like {Example}.");
            return null;
        }

        if (url.Scheme is not ("amqp" or "amqps" or "pyamqp" or "librabbitmq"))
        {
            reader.Flaw("URL", $"begins with {url.Scheme}://, which leads to no RabbitMQ. Write it like {Example}.");
            return null;
        }

        var scheme = isTls || url.Scheme == "amqps" ? "amqps" : "amqp";
        var login = isExternal || url.UserInfo.Length == 0 ? "" : $"{url.UserInfo}@";
        var port = url.Port > 0 ? $":{url.Port}" : "";
        var host = url.AbsolutePath.Length <= 1 ? "" : Uri.UnescapeDataString(url.AbsolutePath[1..]);
        return $"{scheme}://{login}{url.Host}{port}/{Uri.EscapeDataString(host)}{url.Query}";
    }
}
