using System.Net;

namespace PdcBus;

/// <summary>What the STOMP messenger needs on every broker.</summary>
public abstract class StompSubject : MessengerSubject
{
    private DnsEndPoint? _server;
    private DnsEndPoint? _tlsServer;
    private string? _certificates;

    public override DnsEndPoint Server => _server!;

    public override DnsEndPoint? TlsServer => _tlsServer;

    public override string Certificates => _certificates!;

    public override NetworkCredential? User => UserOf(Stomp);

    public override NetworkCredential? Reader => Broker!.IsOurs ? new NetworkCredential("pdcreader", "reader") : null;

    public override int? TooLarge => new StompLimits().Body + 1;

    /// <summary>Where the broker speaks STOMP.</summary>
    public abstract Uri Stomp { get; }

    /// <summary>The destination of this subject alone.</summary>
    public abstract string Destination { get; }

    /// <summary>What a subscriber to all topics below it subscribes to.</summary>
    public abstract string AllTopics { get; }

    /// <summary>A topic as it stands in a destination of this broker.</summary>
    public abstract string OnTheWire(string topic);

    public override async Task InitializeAsync(CancellationToken cancellationToken)
    {
        _server = new DnsEndPoint(Stomp.Host, Stomp.Port);
        if (!Broker!.IsOurs) return;
        var tls = await Broker.AddressAsync("stomp+ssl", cancellationToken);
        _tlsServer = new DnsEndPoint(tls.Host, tls.Port);
        _certificates = await Broker.CertificatesAsync(cancellationToken);
    }

    public override void Add(IPdcBusBuilder builder) => builder.AddStompMessenger();

    public override IEnumerable<KeyValuePair<string, string?>> Settings(MessengerPlace place)
    {
        var scheme = place.Tls is null ? "stomp" : "stomp+ssl";
        for (var i = 0; i < place.Servers.Count; i++)
        {
            yield return new($"PdcBus:Stomp:Urls:{i}", $"{scheme}://{place.Servers[i].Host}:{place.Servers[i].Port}");
        }

        yield return new("PdcBus:Stomp:Destination", Destination);
        yield return new("PdcBus:Stomp:Login", place.User?.UserName);
        yield return new("PdcBus:Stomp:Passcode", place.User?.Password);
        yield return new("PdcBus:Stomp:HeartBeat", "00:00:03");
        foreach (var setting in place.TlsSettings("PdcBus:Stomp")) yield return setting;
    }

    private static NetworkCredential UserOf(Uri url)
    {
        var parts = url.UserInfo.Split(':', 2);
        return new NetworkCredential(Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts[1]));
    }
}
