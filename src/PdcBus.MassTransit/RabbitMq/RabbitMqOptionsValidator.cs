using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace PdcBus;

internal sealed partial class RabbitMqOptionsValidator : IValidateOptions<RabbitMqOptions>
{
    public const string Section = "PdcBus:RabbitMq";

    public ValidateOptionsResult Validate(string? name, RabbitMqOptions options)
    {
        List<string> flaws =
        [
            .. FlawsOfUrls(options.Urls),
            .. FlawsOfExchange(options.Exchange),
            .. new TlsClient(options.Tls, $"{Section}:Tls").Flaws(RabbitMqAddress.Tls, options.Urls.Any(IsTls)),
        ];
        if (!Enum.IsDefined(options.Unroutable))
        {
            flaws.Add($"{Section}:Unroutable is '{options.Unroutable}'. Set it to record or park.");
        }

        return flaws.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(flaws);
    }

    private static IEnumerable<string> FlawsOfUrls(IList<string> urls)
    {
        if (urls.Count == 0)
        {
            yield return $"{Section}:Urls is empty. Give at least one address as a list entry, for example "
                + $"{Section}:Urls:0 = amqp://user:password@localhost:5672/.";
        }

        RabbitMqAddress? first = null;
        for (var i = 0; i < urls.Count; i++)
        {
            var address = RabbitMqAddress.TryParse(urls[i], out var flaw);
            if (address is null)
            {
                yield return $"{Section}:Urls:{i} is '{RabbitMqAddress.WithoutPassword(urls[i])}', which {flaw}";
                continue;
            }

            first ??= address;
            if (DifferenceOf(first, address) is { } difference)
            {
                yield return $"{Section}:Urls:{i} is '{RabbitMqAddress.WithoutPassword(urls[i])}', whose {difference} "
                    + "differs from that of the entries before it. The entries are nodes of one cluster: give all of "
                    + "them the same protocol, user, password and virtual host.";
            }
        }
    }

    private static bool IsTls(string url) => RabbitMqAddress.TryParse(url, out _) is { IsTls: true };

    private static string? DifferenceOf(RabbitMqAddress first, RabbitMqAddress other) =>
        first.IsTls != other.IsTls ? "protocol"
        : first.User != other.User ? "user"
        : first.Password != other.Password ? "password"
        : first.VirtualHost != other.VirtualHost ? "virtual host"
        : null;

    private static IEnumerable<string> FlawsOfExchange(RabbitMqExchangeOptions exchange)
    {
        if (!ExchangeName().IsMatch(exchange.Name))
        {
            yield return $"{Section}:Exchange:Name is '{exchange.Name}'. Set it to letters, digits and - _ . : only, for "
                + "example pdc.";
        }

        if (!ExchangeType().IsMatch(exchange.Type))
        {
            yield return $"{Section}:Exchange:Type is '{exchange.Type}'. Set it to topic, or to direct, fanout, headers or "
                + "the x-… type of a plug-in.";
        }
    }

    [GeneratedRegex(@"^[\w\-.:]+\z")]
    private static partial Regex ExchangeName();

    [GeneratedRegex(@"^(topic|direct|fanout|headers|x-[a-z0-9-]+)\z")]
    private static partial Regex ExchangeType();
}
