using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace PdcBus;

/// <summary>An address such as <c>tcp://relay.example.org:2003</c> or <c>tcp://*:3000</c>.</summary>
/// <param name="Host">A name, an IPv4 address, an IPv6 address in brackets, or <c>*</c> for all interfaces.</param>
/// <param name="Port">From 1 to 65535.</param>
internal sealed record FedmsgEndpoint(string Host, int Port)
{
    private const string Scheme = "tcp://";

    private static readonly SearchValues<char> NotInHosts = SearchValues.Create("/ \t@?#");

    public bool IsIPv6 => Host[0] == '[';

    public bool IsEveryInterface => Host == "*";

    public static bool TryParse(string? text, [NotNullWhen(true)] out FedmsgEndpoint? endpoint)
    {
        endpoint = null;
        if (text is null || !text.StartsWith(Scheme, StringComparison.Ordinal)) return false;
        var colon = text.LastIndexOf(':');
        if (colon <= Scheme.Length) return false;
        var host = text[Scheme.Length..colon];
        var isIPv6 = host[0] == '[' && host[^1] == ']';
        if (host.AsSpan().ContainsAny(NotInHosts) || (host.Contains(':', StringComparison.Ordinal) && !isIPv6)) return false;
        if (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)) return false;
        if (port is < 1 or > 65535) return false;
        endpoint = new FedmsgEndpoint(host, port);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Scheme}{Host}:{Port}");
}
