using Microsoft.Extensions.Options;

namespace PdcBus;

internal sealed class AmqpOptionsValidator : IValidateOptions<AmqpOptions>
{
    public ValidateOptionsResult Validate(string? name, AmqpOptions options)
    {
        var flaws = new List<string>();
        CheckUrls(options, flaws);
        if (AmqpAddress.Flaw(options.Address) is { } flaw)
        {
            flaws.Add($"{Key("Address")} is '{PeerText.Clean(options.Address)}', which {flaw}");
        }

        if (options.MaxBody < 1024) flaws.Add($"{Key("MaxBody")} is {options.MaxBody}: no message would fit. Set it to 1024 or more.");
        flaws.AddRange(new TlsClient(options.Tls, Key("Tls")).Flaws("amqps", options.Urls.Any(IsTls)));
        return flaws.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(flaws);
    }

    private static void CheckUrls(AmqpOptions options, List<string> flaws)
    {
        if (options.Urls.Count == 0 && !options.Anonymous)
        {
            flaws.Add($"{Key("Urls")} is empty. Write at least one, for example amqp://user:password@localhost:5672.");
        }

        var servers = new HashSet<Uri>();
        for (var i = 0; i < options.Urls.Count; i++)
        {
            // An address may hold a password; it is not repeated.
            if (AmqpEndpoint.Parse(options.Urls[i], out var flaw) is not { } endpoint) flaws.Add($"{Key($"Urls:{i}")} {flaw}");
            else if (!servers.Add(endpoint.Url)) flaws.Add($"{Key($"Urls:{i}")} names {endpoint} a second time. Remove one.");
            else CheckLogin(i, endpoint, options, flaws);
        }
    }

    /// <summary>Nobody becomes anonymous by forgetting a password: RabbitMQ would let such a client in as guest.</summary>
    private static void CheckLogin(int i, AmqpEndpoint endpoint, AmqpOptions options, List<string> flaws)
    {
        if (endpoint.User is not null || options.Anonymous) return;
        if (options.Tls.CertFile is null)
        {
            flaws.Add(
                $"{Key($"Urls:{i}")} has no user. Write user:password@ before the host, name a certificate in {Key("Tls:CertFile")}, " +
                $"or set {Key("Anonymous")} to true.");
        }
        else if (!endpoint.IsTls)
        {
            flaws.Add($"{Key($"Urls:{i}")} has no user, and a certificate says who it is only over TLS. Write amqps://.");
        }
    }

    private static bool IsTls(string url) => AmqpEndpoint.Parse(url, out _) is { IsTls: true };

    private static string Key(string key) => $"{AmqpOptions.Section}:{key}";
}
