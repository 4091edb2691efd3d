using MassTransit;
using MassTransit.RabbitMqTransport;
using MassTransit.RabbitMqTransport.Configuration;
using MassTransit.Transports;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace PdcBus;

/// <summary>
/// RabbitMQ under a bus of MassTransit. It connects through MassTransit's own supervisor, which fails at once and with
/// the reason; a send alone would wait inside MassTransit until RabbitMQ is back.
/// </summary>
internal sealed class RabbitMqTransport : ITransport
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StalePause = TimeSpan.FromMilliseconds(20);

    private readonly IRabbitMqHostConfiguration _host;
    private readonly Endpoints _endpoints;
    private readonly RabbitMqErrors _errors;
    private readonly int _nodes;
    private readonly RabbitMqSockets _sockets;
    private readonly TimeProvider _clock;
    private readonly IPipe<ConnectionContext> _attach;
    private volatile IConnection? _connection;
    private volatile string? _blocked;

    public RabbitMqTransport(
        IRabbitMqHostConfiguration host, Endpoints endpoints, RabbitMqErrors errors, int nodes, RabbitMqSockets sockets,
        TimeProvider clock)
    {
        _host = host;
        _endpoints = endpoints;
        _errors = errors;
        _nodes = nodes;
        _sockets = sockets;
        _clock = clock;
        _attach = Pipe.ExecuteAsync<ConnectionContext>(context => AttachAsync(context.Connection, context.CancellationToken));
    }

    /// <summary>The exchange that others declare; null where MassTransit does.</summary>
    public RabbitMqExistingExchange? Exchange { private get; init; }

    public bool IsOpen => _blocked is null && _connection is { IsOpen: true };

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_connection is { IsOpen: true })
        {
            if (_blocked is { } reason) throw _errors.OfBlockedConnection(reason);
            return;
        }

        // MassTransit takes the next node of a cluster for each new connection.
        MessengerException? error = null;
        for (var node = 0; node < _nodes; node++)
        {
            error = await TryConnectAsync(MassTransitMessenger.ConnectTimeout / _nodes, cancellationToken)
                .ConfigureAwait(false);
            if (error is null) return;
        }

        throw error!;
    }

    public Task<ISendEndpoint> EndpointForAsync(SendAttempt attempt)
    {
        attempt.Connection = _connection;
        return _endpoints.ForAsync(attempt.Message);
    }

    public MessengerException Explain(Exception exception, SendAttempt attempt)
    {
        var error = _errors.OfSending(exception, attempt.Message);
        attempt.IsStale = RabbitMqErrors.IsGoneBefore(exception);

        // Every other error has closed the channel. MassTransit needs seconds to notice, a new connection needs none.
        if (error.Kind is not (MessengerErrorKind.Unroutable or MessengerErrorKind.Refused or MessengerErrorKind.Invalid))
        {
            Doubt(attempt);
        }

        return error;
    }

    public MessengerException ExplainSilence(SendAttempt attempt, TimeSpan waited) =>
        _blocked is { } reason ? _errors.OfBlockedConnection(reason) : _errors.OfSilence(attempt, waited);

    public void Doubt(SendAttempt attempt)
    {
        // A blocked connection keeps what was written; a new one would only write it again.
        if (_blocked is not null || attempt.Connection is not IConnection connection) return;
        if (Interlocked.CompareExchange(ref _connection, null, connection) != connection) return;
        if (connection.IsOpen) _ = AbortAsync(connection);
    }

    public async ValueTask DisposeAsync()
    {
        // The bus was never started, so its own StopAsync would do nothing: this closes the connection.
        _sockets.GiveUp();
        if (Exchange is not null) await Exchange.DisposeAsync().ConfigureAwait(false);
        using var timeout = new CancellationTokenSource(StopTimeout, _clock);
        await _host.ConnectionContextSupervisor.Stop("PdcBus stops", timeout.Token)
            .WaitAsync(StopTimeout, _clock)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<MessengerException?> TryConnectAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(time, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await ConnectAsync(either.Token).ConfigureAwait(false);
            return null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (!timeout.IsCancellationRequested) return _errors.OfConnecting(exception);
            _sockets.GiveUp();
            return _errors.OfSilentConnecting(time);
        }
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await _host.ConnectionContextSupervisor.Send(_attach, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (OperationInterruptedException exception) when (!IsFromServer(exception.ShutdownReason))
            {
                // The supervisor still holds the connection that was lost, and is about to let go of it.
                await Task.Delay(StalePause, _clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static bool IsFromServer(ShutdownEventArgs? reason) =>
        reason is { Initiator: ShutdownInitiator.Peer, ReplyCode: not RabbitMqErrors.GoneBefore };

    private async Task AttachAsync(IConnection connection, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(_connection, connection)) return;

        // The client does not wait until the server has opened the virtual host; a channel shows whether it has.
        var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        await channel.DisposeAsync().ConfigureAwait(false);
        connection.ConnectionBlockedAsync += (_, blocked) => Block(connection, blocked.Reason);
        connection.ConnectionUnblockedAsync += (_, _) => Block(connection, null);
        _sockets.Keep();
        _blocked = null;
        _connection = connection;
    }

    private Task Block(IConnection connection, string? reason)
    {
        if (ReferenceEquals(_connection, connection)) _blocked = reason;
        return Task.CompletedTask;
    }

    /// <summary>The connection is marked as closed before this returns; what is left to do may take its time.</summary>
    private static async Task AbortAsync(IConnection connection)
    {
        try
        {
            await connection.AbortAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ObjectDisposedException or OperationInterruptedException)
        {
            // Somebody else was faster.
        }
    }
}
