using System.Globalization;
using System.Text.RegularExpressions;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace PdcBus;

/// <summary>
/// A channel on which many messages wait for their confirms at once. The client's own tracking would add a header to
/// every message, so the confirms are counted here.
/// </summary>
internal sealed partial class ConfirmingChannel : IAsyncDisposable
{
    private static readonly CreateChannelOptions WithConfirms =
        new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false);

    private readonly IChannel _channel;
    private readonly string _exchange;
    private readonly Action _ended;
    private readonly Lock _gate = new();

    // Guarded by the gate. AMQP 0.9.1 confirms count messages of a channel from 1; a confirm may stand for all before.
    private readonly Dictionary<ulong, Publication> _unconfirmed = [];
    private ulong _oldest = 1;
    private ulong _next = 1;

    private ConfirmingChannel(IChannel channel, string exchange, uint frameMax, Action ended)
    {
        _channel = channel;
        _exchange = exchange;
        _ended = ended;
        FrameMax = frameMax;
        channel.BasicAcksAsync += AcknowledgeAsync;
        channel.BasicNacksAsync += RefuseAsync;
        channel.ChannelShutdownAsync += EndAsync;
    }

    public uint FrameMax { get; }

    public bool IsOpen => _channel.IsOpen;

    /// <param name="connection">The connection.</param>
    /// <param name="exchange">Where messages go.</param>
    /// <param name="ended">Called when the channel has ended, before its messages are answered for.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    public static async Task<ConfirmingChannel> OpenAsync(
        IConnection connection, string exchange, Action ended, CancellationToken cancellationToken) => new(
        await connection.CreateChannelAsync(WithConfirms, cancellationToken).ConfigureAwait(false),
        exchange,
        connection.FrameMax,
        ended);

    /// <summary>Writes a message; its publication ends with the confirm. One caller at a time.</summary>
    public async Task PublishAsync(Publication publication, BasicProperties properties)
    {
        ulong number;
        lock (_gate)
        {
            number = _next;
            _unconfirmed.Add(number, publication);
        }

        publication.SetOut();
        try
        {
            // Not mandatory: that nobody listens is normal on this bus.
            await _channel.BasicPublishAsync(
                _exchange,
                publication.RoutingKey,
                mandatory: false,
                properties,
                publication.Message.Body,
                publication.CancellationToken).ConfigureAwait(false);
            lock (_gate) _next++;
        }
        catch
        {
            lock (_gate) _unconfirmed.Remove(number);
            throw;
        }
    }

    /// <summary>Gives up on all that wait for their confirms.</summary>
    public void Abandon(MessengerException error)
    {
        foreach (var publication in TakeAll()) publication.Fail(error);
    }

    public ValueTask DisposeAsync() => _channel.DisposeAsync();

    private Task AcknowledgeAsync(object sender, BasicAckEventArgs confirm)
    {
        foreach (var publication in Take(confirm.DeliveryTag, confirm.Multiple)) publication.Confirm();
        return Task.CompletedTask;
    }

    private Task RefuseAsync(object sender, BasicNackEventArgs refusal)
    {
        foreach (var publication in Take(refusal.DeliveryTag, refusal.Multiple))
        {
            publication.Fail(new MessengerException(
                MessengerErrorKind.Refused, "The broker refused the message (basic.nack): a queue is full, or has failed."));
        }

        return Task.CompletedTask;
    }

    private List<Publication> Take(ulong number, bool andAllBefore)
    {
        var taken = new List<Publication>();
        lock (_gate)
        {
            for (var n = andAllBefore ? _oldest : number; n <= number; n++)
            {
                if (_unconfirmed.Remove(n, out var publication)) taken.Add(publication);
            }

            if (andAllBefore && number >= _oldest) _oldest = number + 1;
        }

        return taken;
    }

    private List<Publication> TakeAll()
    {
        lock (_gate)
        {
            List<Publication> all = [.. _unconfirmed.OrderBy(p => p.Key).Select(p => p.Value)];
            _unconfirmed.Clear();
            return all;
        }
    }

    /// <summary>
    /// The channel is closed, by the broker because of one message, or with its connection. Of the others nobody knows
    /// whether they were taken.
    /// </summary>
    private Task EndAsync(object sender, ShutdownEventArgs reason)
    {
        _ended();
        var waiting = TakeAll();
        var culprit = CulpritOf(reason, waiting);
        var verdict = Verdict(reason, culprit);
        foreach (var publication in waiting)
        {
            var isItsOwn = publication == culprit || verdict.Kind == MessengerErrorKind.Unreachable;
            publication.Fail(isItsOwn ? verdict : InDoubt(reason));
        }

        return Task.CompletedTask;
    }

    /// <summary>The broker's reply names the topic or the size, not the message.</summary>
    private static Publication? CulpritOf(ShutdownEventArgs reason, List<Publication> waiting)
    {
        switch (reason.ReplyCode)
        {
            case Constants.AccessRefused:
                return waiting.Find(p => reason.ReplyText.Contains($"'{p.RoutingKey}'", StringComparison.Ordinal))
                    ?? waiting.FirstOrDefault();
            case Constants.PreconditionFailed:
                var limit = MaxSize().Match(reason.ReplyText) is { Success: true } match
                    ? long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
                    : 0;
                return waiting.Find(p => p.Message.Body.Length > limit);
            default:
                return null;
        }
    }

    private MessengerException Verdict(ShutdownEventArgs reason, Publication? culprit) => reason.ReplyCode switch
    {
        Constants.NotFound => new(
            MessengerErrorKind.Unreachable,
            $"The exchange '{_exchange}' does not exist ({reason.ReplyText}). Check PdcBus:FedoraMessaging:Exchange, or ask " +
            "the broker's owners; nothing is declared here."),
        Constants.AccessRefused => new(
            MessengerErrorKind.NotPermitted,
            $"The broker does not let this user publish '{culprit?.RoutingKey}' to the exchange '{_exchange}' " +
            $"({reason.ReplyText}). Ask its owners for the permission, or check TopicPrefix and ModName."),
        Constants.PreconditionFailed => new(
            MessengerErrorKind.TooLarge, $"The message is larger than the broker takes ({reason.ReplyText})."),
        _ => InDoubt(reason),
    };

    private static MessengerException InDoubt(ShutdownEventArgs reason) => new(
        MessengerErrorKind.InDoubt, $"The channel was closed before the confirm came: {reason.ReplyText}");

    [GeneratedRegex(@"max size (\d{1,18})")]
    private static partial Regex MaxSize();
}
