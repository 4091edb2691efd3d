using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PdcBus;

/// <summary>Sends over STOMP. What it is made of: <see cref="EndpointSender"/> and <see cref="StompConnection"/>.</summary>
internal sealed class StompMessenger : IMessenger, IAsyncDisposable
{
    public const string Name = "stomp";

    private readonly EndpointSender _sender;

    public StompMessenger(
        IOptions<StompOptions> options, PdcBusSection section, TimeProvider clock, ILogger<StompMessenger> logger)
    {
        var settings = options.Value;
        var urls = settings.Urls.Count > 0 ? settings.Urls : [StompOptions.DefaultUrl];
        var connector = new StompConnector(settings, new TlsClient(settings.Tls, section.NameOf("Stomp:Tls")), clock);
        _sender = new EndpointSender(
            Name, [.. urls.Select(url => StompUrl.Parse(url, out _)!)], settings.RandomStart, connector.OpenAsync, clock, logger);
    }

    public Task SendAsync(PdcMessage message, CancellationToken cancellationToken) =>
        _sender.SendAsync(message, cancellationToken);

    public ValueTask DisposeAsync() => _sender.DisposeAsync();
}
