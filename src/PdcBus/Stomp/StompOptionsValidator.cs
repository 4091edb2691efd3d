using Microsoft.Extensions.Options;

namespace PdcBus;

internal sealed class StompOptionsValidator(PdcBusSection section) : IValidateOptions<StompOptions>
{
    private static readonly TimeSpan MinHeartBeat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxHeartBeat = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, StompOptions options)
    {
        var flaws = new List<string>();
        CheckUrls(options, flaws);
        CheckConnect(options, flaws);
        if (StompDestination.Flaw(options.Destination) is { } flaw)
        {
            flaws.Add($"{Key("Destination")} is '{PeerText.Clean(options.Destination)}', which {flaw}");
        }

        if (options.HeartBeat != TimeSpan.Zero && (options.HeartBeat < MinHeartBeat || options.HeartBeat > MaxHeartBeat))
        {
            flaws.Add(
                $"{Key("HeartBeat")} is {options.HeartBeat}. Set it to 00:00:01 up to 00:10:00, or to 00:00:00 for none.");
        }

        CheckLimit("Line", options.Limits.Line, 256, flaws);
        CheckLimit("Headers", options.Limits.Headers, 16, flaws);
        CheckLimit("Body", options.Limits.Body, 1024, flaws);
        flaws.AddRange(new TlsClient(options.Tls, Key("Tls")).Flaws(StompUrl.Tls, options.Urls.Any(IsTls)));
        return flaws.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(flaws);
    }

    private void CheckUrls(StompOptions options, List<string> flaws)
    {
        for (var i = 0; i < options.Urls.Count; i++)
        {
            // An address may hold a password by mistake; it is not repeated.
            if (StompUrl.Parse(options.Urls[i], out var flaw) is null) flaws.Add($"{Key($"Urls:{i}")} {flaw}");
        }
    }

    /// <summary>The CONNECT frame has no escapes for these, so a line feed in a password would be another header.</summary>
    private void CheckConnect(StompOptions options, List<string> flaws)
    {
        Check("Login", options.Login);
        Check("Passcode", options.Passcode);
        Check("VirtualHost", options.VirtualHost);
        if (options.Passcode is not null && options.Login is null)
        {
            flaws.Add($"{Key("Passcode")} is set and {Key("Login")} is not. Set both, or none of them.");
        }

        if (string.IsNullOrEmpty(options.VirtualHost)) flaws.Add($"{Key("VirtualHost")} is empty. RabbitMQ's own is /.");

        void Check(string key, string? value)
        {
            if (value is null || value.AsSpan().IndexOfAny('\r', '\n', '\0') < 0) return;
            flaws.Add($"{Key(key)} holds a line break or a NUL, which STOMP cannot carry there. Remove it.");
        }
    }

    private void CheckLimit(string key, int value, int least, List<string> flaws)
    {
        if (value < least) flaws.Add($"{Key($"Limits:{key}")} is {value}: no message would fit. Set it to {least} or more.");
    }

    private static bool IsTls(string text) => StompUrl.Parse(text, out _) is { } url && StompUrl.IsTls(url);

    private string Key(string key) => section.NameOf($"Stomp:{key}");
}
