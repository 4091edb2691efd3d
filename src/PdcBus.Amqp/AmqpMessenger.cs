using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PdcBus;

/// <summary>Sends over AMQP 1.0. What it is made of: <see cref="EndpointSender"/> and <see cref="AmqpConnection"/>.</summary>
internal sealed class AmqpMessenger : IMessenger, IAsyncDisposable
{
    public const string Name = "amqp";

    private readonly EndpointSender _sender;

    public AmqpMessenger(
        IOptions<AmqpOptions> options, IOptions<PdcBusOptions> common, TimeProvider clock, ILogger<AmqpMessenger> logger)
    {
        var settings = options.Value;
        var urls = settings.Urls.Count > 0 ? settings.Urls : [AmqpOptions.DefaultUrl];
        var endpoints = urls.Select(url => AmqpEndpoint.Parse(url, out _)!).ToList();
        var tls = new TlsClient(settings.Tls, $"{AmqpOptions.Section}:Tls");
        var connector = new AmqpConnector(settings, common.Value.WireProfile, endpoints, tls, clock);
        _sender = new EndpointSender(
            Name, [.. endpoints.Select(e => e.Url)], settings.RandomStart, connector.OpenAsync, clock, logger);
    }

    public Task SendAsync(PdcMessage message, CancellationToken cancellationToken) =>
        _sender.SendAsync(message, cancellationToken);

    public ValueTask DisposeAsync() => _sender.DisposeAsync();
}
