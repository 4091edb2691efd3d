using System.Text;
using Microsoft.Extensions.Options;

namespace PdcBus;

internal sealed class FedoraMessagingOptionsValidator : IValidateOptions<FedoraMessagingOptions>
{
    private const string Section = FedoraMessagingOptions.Section;
    private const int MaxShortString = 255;

    public ValidateOptionsResult Validate(string? name, FedoraMessagingOptions options)
    {
        var flaws = new List<string>();
        CheckUrl(options, flaws);
        CheckName(nameof(options.Exchange), options.Exchange, "the exchange, for example amq.topic", flaws);
        CheckName(nameof(options.Schema), options.Schema, "the class of the messages, for example base.message", flaws);
        CheckName(nameof(options.App), options.App, "the application", flaws);
        CheckPart(nameof(options.TopicPrefix), options.TopicPrefix, flaws);
        CheckPart(nameof(options.ModName), options.ModName, flaws);
        flaws.AddRange(new TlsClient(options.Tls, FedoraMessagingOptions.TlsSection).Flaws("amqps", IsTls(options.Url)));
        return flaws.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(flaws);
    }

    private static void CheckUrl(FedoraMessagingOptions options, List<string> flaws)
    {
        const string Example = "amqps://rabbitmq.example.org/%2Fpubsub";
        if (!Uri.TryCreate(options.Url, UriKind.Absolute, out var url) ||
            url.Scheme is not ("amqp" or "amqps") || url.Host.Length == 0)
        {
            // It may hold a password, so it is not repeated.
            flaws.Add($"{Section}:Url is no address of a broker. Write it like {Example}.");
            return;
        }

        if (url.Segments.Length > 2)
        {
            flaws.Add(
                $"{Section}:Url names the virtual host '{url.AbsolutePath[1..]}' with a bare slash in it. Write a slash " +
                $"that belongs to the name as %2F, as in {Example}.");
        }
    }

    private static bool IsTls(string url) => url.StartsWith("amqps:", StringComparison.OrdinalIgnoreCase);

    private static void CheckName(string key, string value, string what, List<string> flaws)
    {
        if (string.IsNullOrWhiteSpace(value)) flaws.Add($"{Section}:{key} is empty. Name {what}.");
        else if (Encoding.UTF8.GetByteCount(value) > MaxShortString)
        {
            flaws.Add($"{Section}:{key} is longer than {MaxShortString} bytes, which is all that AMQP carries. Shorten it.");
        }
    }

    private static void CheckPart(string key, string value, List<string> flaws)
    {
        if (value.Length == 0) return;
        var isFit = value[0] != '.' && value[^1] != '.' && !value.Contains("..", StringComparison.Ordinal) &&
            !value.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
        if (!isFit)
        {
            flaws.Add(
                $"{Section}:{key} is '{value}'. Write words parted by single dots, without a dot at either end; empty " +
                "leaves it out.");
        }
    }
}
