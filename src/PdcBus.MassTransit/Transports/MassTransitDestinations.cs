using System.Text.RegularExpressions;

namespace PdcBus;

/// <summary>Where messages go on a transport, unless the application says otherwise.</summary>
internal static partial class MassTransitDestinations
{
    /// <summary>The destinations on the transport whose addresses have this scheme.</summary>
    public static Func<PdcMessage, Uri> On(string scheme) => scheme switch
    {
        "rabbitmq" or "rabbitmqs" => Shared("exchange:pdc?type=topic"),
        "loopback" => Shared("exchange:pdc?type=Topic"),

        // These know no routing key: each topic is a destination.
        _ => message => new Uri("topic:" + NotInNames().Replace(message.Topic.Replace('/', '.'), "_")),
    };

    private static Func<PdcMessage, Uri> Shared(string address)
    {
        var uri = new Uri(address);
        return _ => uri;
    }

    [GeneratedRegex("[^A-Za-z0-9._-]")]
    private static partial Regex NotInNames();
}
