using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PdcBus;

/// <summary>
/// Publishes to fedmsg: signed envelopes over ZeroMQ. Best effort: the bus confirms nothing, so a message is done when
/// ZeroMQ has taken it while somebody was subscribed.
/// </summary>
internal sealed class FedmsgMessenger : IMessenger, IAsyncDisposable
{
    public const string Name = "fedmsg";

    private readonly string _prefix;
    private readonly string _userName;
    private readonly FedmsgPublisher _publisher;

    public FedmsgMessenger(IOptions<FedmsgOptions> options, TimeProvider clock, ILogger<FedmsgMessenger> logger)
    {
        var o = options.Value;
        _prefix = string.Concat(
            new[] { o.TopicPrefix, o.Environment, o.ModName }.Where(part => part.Length > 0).Select(part => part + "."));
        // In a container the user may have no name.
        _userName = Environment.UserName is { Length: > 0 } name ? name : o.ModName;
        _publisher = new FedmsgPublisher(
            o.Mode,
            o.Endpoints.Select(e => FedmsgEndpoint.TryParse(e, out var endpoint) ? endpoint : throw new FormatException(e)),
            o.RequireSubscriber ?? o.Mode == FedmsgMode.Connect,
            new SignerFiles(o.CertFile, o.KeyFile, clock, logger),
            clock,
            logger);
    }

    public bool ConfirmsDelivery => false;

    public Task SendAsync(PdcMessage message, CancellationToken cancellationToken) =>
        _publisher.SendAsync(EnvelopeOf(message), cancellationToken);

    public ValueTask DisposeAsync() => _publisher.DisposeAsync();

    /// <summary>
    /// Id and time are those of the message, so that a repeat keeps them. The year is part of the id, and consumers
    /// never read more of it than that.
    /// </summary>
    /// <exception cref="MessengerException">The body holds what the format cannot carry.</exception>
    internal FedmsgEnvelope EnvelopeOf(PdcMessage message)
    {
        try
        {
            return new FedmsgEnvelope(
                _prefix + message.Topic,
                string.Create(CultureInfo.InvariantCulture, $"{message.CreatedAt.UtcDateTime.Year:D4}-{message.Id}"),
                message.CreatedAt.ToUnixTimeSeconds(),
                _userName,
                CanonicalJson.OfObject(message.Body));
        }
        catch (UnfitValueException e)
        {
            throw new MessengerException(
                MessengerErrorKind.Invalid,
                $"fedmsg cannot carry the body: {e.Message}. Change the event, for example to send the value as text.",
                e);
        }
    }
}
