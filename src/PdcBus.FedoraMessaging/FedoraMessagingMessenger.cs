using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PdcBus;

/// <summary>
/// Publishes to fedora-messaging: plain AMQP 0.9.1 with its properties and headers, confirmed by the broker. One loop
/// writes in the order of the calls; the confirms come back beside it.
/// </summary>
internal sealed partial class FedoraMessagingMessenger : IMessenger, IAsyncDisposable
{
    public const string Name = "fedora-messaging";

    private readonly FedoraMessagingMapper _mapper;
    private readonly BrokerLink _link;
    private readonly ILogger _logger;
    private readonly ForbiddenTopics _forbidden = new();
    private readonly Channel<Publication> _queue = Channel.CreateUnbounded<Publication>(
        new UnboundedChannelOptions { SingleReader = true });
    private readonly Lazy<Task> _loop;

    public FedoraMessagingMessenger(
        IOptions<FedoraMessagingOptions> options, ILogger<FedoraMessagingMessenger> logger)
    {
        var o = options.Value;
        _mapper = new FedoraMessagingMapper(o);
        _link = new BrokerLink(new BrokerConnector(o), o.Exchange, logger);
        _logger = logger;
        _loop = new Lazy<Task>(() => Task.Run(WriteAsync));
    }

    public async Task SendAsync(PdcMessage message, CancellationToken cancellationToken)
    {
        var publication = new Publication(message, _mapper.RoutingKeyOf(message), _link.Generation, cancellationToken);
        _ = _loop.Value;
        if (!_queue.Writer.TryWrite(publication))
        {
            throw new MessengerException(MessengerErrorKind.Unreachable, "The messenger has been stopped.");
        }

        var cancel = cancellationToken.Register(() =>
        {
            if (publication.Cancel()) _link.Distrust();
        });
        await using (cancel.ConfigureAwait(false))
        {
            try
            {
                await publication.Task.ConfigureAwait(false);
            }
            catch (MessengerException e) when (e.Kind == MessengerErrorKind.NotPermitted)
            {
                _forbidden.Add(publication.RoutingKey);
                throw;
            }
        }
    }

    /// <summary>Closes the connection; what still waits for its confirm is in doubt. The relay has drained before.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        if (_loop.IsValueCreated) await _loop.Value.ConfigureAwait(false);
        await _link.DisposeAsync().ConfigureAwait(false);
    }

    private async Task WriteAsync()
    {
        await foreach (var publication in _queue.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            if (publication.IsOver) continue;
            if (publication.Generation != _link.Generation)
            {
                publication.Fail(new MessengerException(
                    MessengerErrorKind.InDoubt, "A message before this one was lost, so this one did not go out."));
                continue;
            }

            try
            {
                await PublishAsync(publication).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (publication.CancellationToken.IsCancellationRequested)
            {
                // Its task has ended already.
            }
            catch (Exception e)
            {
                var error = e as MessengerException ?? new MessengerException(
                    MessengerErrorKind.InDoubt, $"The message could not be written: {e.Message}", e);
                if (error.Kind is MessengerErrorKind.Unreachable or MessengerErrorKind.InDoubt) _link.Break();
                publication.Fail(error);
            }
        }
    }

    private async Task PublishAsync(Publication publication)
    {
        if (_forbidden.Contains(publication.RoutingKey))
        {
            await PublishAsideAsync(publication).ConfigureAwait(false);
            return;
        }

        var channel = await _link.GetChannelAsync(publication.CancellationToken).ConfigureAwait(false);
        await PublishAsync(publication, channel).ConfigureAwait(false);
    }

    private async Task PublishAsync(Publication publication, ConfirmingChannel channel)
    {
        var properties = _mapper.PropertiesOf(publication.Message, channel.FrameMax, out var leftOut);
        if (leftOut > 0) Log.NoticeCut(_logger, publication.RoutingKey, publication.Message.Id, leftOut);
        await channel.PublishAsync(publication, properties).ConfigureAwait(false);
        _link.AnswerIfBlocked();
    }

    /// <summary>Waits for the answer: so at most one channel is open for topics that are likely to cost it.</summary>
    private async Task PublishAsideAsync(Publication publication)
    {
        var channel = await _link.OpenChannelAsync(publication.CancellationToken).ConfigureAwait(false);
        await using (channel.ConfigureAwait(false))
        {
            await PublishAsync(publication, channel).ConfigureAwait(false);
            await publication.Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (publication.Task.IsCompletedSuccessfully) _forbidden.Remove(publication.RoutingKey);
    }

    private static partial class Log
    {
        [LoggerMessage(7001, LogLevel.Warning,
            "fedora-messaging: {Topic} {Id} goes out without {Count} parts of its notice (affected objects, summary, urls): " +
            "the properties of a message have to fit into one frame.")]
        public static partial void NoticeCut(ILogger logger, string topic, Guid id, int count);
    }
}
