using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace PdcBus;

/// <summary>
/// One connection and one channel, opened when they are needed and opened again when they are gone. One caller at a
/// time; the broker's news come from the client's own thread.
/// </summary>
internal sealed partial class BrokerLink(BrokerConnector connector, string exchange, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private IConnection? _connection;
    private volatile ConfirmingChannel? _channel;
    private volatile ConfirmingChannel? _aside;
    private volatile bool _isSilent;
    private volatile string? _blocked;
    private int _generation;
    private Task _closing = Task.CompletedTask;

    /// <summary>Goes up whenever something under way was lost: what was handed over before must not overtake it.</summary>
    public int Generation => Volatile.Read(ref _generation);

    /// <summary>Something that was handed over did not go out.</summary>
    public void Break() => Interlocked.Increment(ref _generation);

    /// <summary>Somebody gave up waiting for a confirm: nobody knows what the connection is worth, take another one.</summary>
    public void Distrust() => _isSilent = true;

    /// <summary>The channel for messages.</summary>
    /// <exception cref="MessengerException">There is none, or the broker takes no messages now.</exception>
    public async Task<ConfirmingChannel> GetChannelAsync(CancellationToken cancellationToken)
    {
        var connection = await GetConnectionAsync(cancellationToken).ConfigureAwait(false);
        if (_channel is { IsOpen: true } channel) return channel;
        if (_channel is { } closed) await closed.DisposeAsync().ConfigureAwait(false);
        _channel = null;
        return _channel = await OpenChannelAsync(connection, Break, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A channel of its own for one message that may cost it. The caller disposes it before the next one.</summary>
    /// <exception cref="MessengerException">There is none, or the broker takes no messages now.</exception>
    public async Task<ConfirmingChannel> OpenChannelAsync(CancellationToken cancellationToken)
    {
        var connection = await GetConnectionAsync(cancellationToken).ConfigureAwait(false);
        return _aside = await OpenChannelAsync(connection, static () => { }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// To be called when a message has been written: if the broker has said meanwhile that it takes none, no confirm
    /// would come.
    /// </summary>
    public void AnswerIfBlocked()
    {
        if (_blocked is not { } reason) return;
        _channel?.Abandon(Blocked(reason));
        _aside?.Abandon(Blocked(reason));
    }

    /// <summary>Closes what is open. Nobody uses the link any more; a second call waits for the first.</summary>
    public async ValueTask DisposeAsync()
    {
        await LetGoAsync().ConfigureAwait(false);
        await _closing.ConfigureAwait(false);
    }

    private async Task<IConnection> GetConnectionAsync(CancellationToken cancellationToken)
    {
        if (_connection is { IsOpen: true } connection && !_isSilent)
        {
            return _blocked is { } reason ? throw Blocked(reason) : connection;
        }

        await LetGoAsync().ConfigureAwait(false);
        _isSilent = false;
        _blocked = null;
        connection = await connector.ConnectAsync(cancellationToken).ConfigureAwait(false);
        connection.ConnectionBlockedAsync += OnBlockedAsync;
        connection.ConnectionUnblockedAsync += OnUnblockedAsync;
        _connection = connection;
        Log.Connected(logger, connector.Address);
        return connection;
    }

    private async Task<ConfirmingChannel> OpenChannelAsync(
        IConnection connection, Action ended, CancellationToken cancellationToken)
    {
        try
        {
            return await ConfirmingChannel.OpenAsync(connection, exchange, ended, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            throw connector.Unreachable(e);
        }
    }

    private Task OnBlockedAsync(object sender, ConnectionBlockedEventArgs news)
    {
        _blocked = news.Reason;
        Break();
        AnswerIfBlocked();
        return Task.CompletedTask;
    }

    private Task OnUnblockedAsync(object sender, AsyncEventArgs news)
    {
        _blocked = null;
        return Task.CompletedTask;
    }

    private MessengerException Blocked(string reason) => new(
        MessengerErrorKind.Unreachable, $"{connector.Address} takes no messages now ({reason}). Its operators have to help.");

    /// <summary>
    /// Lets the connection go. The client spends seconds on closing one that does not answer, so that happens beside.
    /// </summary>
    private async ValueTask LetGoAsync()
    {
        var (channel, connection) = (_channel, _connection);
        (_channel, _connection) = (null, null);
        if (connection is null) return;
        // What an earlier connection still says is no news of the next one.
        connection.ConnectionBlockedAsync -= OnBlockedAsync;
        connection.ConnectionUnblockedAsync -= OnUnblockedAsync;
        channel?.Abandon(new MessengerException(MessengerErrorKind.InDoubt, "The connection was given up."));
        var closing = CloseAsync(connection);
        if (_isSilent) _closing = Task.WhenAll(_closing, closing);
        else await closing.ConfigureAwait(false);
    }

    private async Task CloseAsync(IConnection connection)
    {
        try
        {
            await connection.AbortAsync(CloseTimeout).ConfigureAwait(false);
            await connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // The broker will notice by itself, and nothing here depends on it.
            Log.CloseFailed(logger, connector.Address, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(7000, LogLevel.Information, "fedora-messaging: connected to {Address}.")]
        public static partial void Connected(ILogger logger, string address);

        [LoggerMessage(7002, LogLevel.Debug, "fedora-messaging: the connection to {Address} was not closed in good order.")]
        public static partial void CloseFailed(ILogger logger, string address, Exception error);
    }
}
