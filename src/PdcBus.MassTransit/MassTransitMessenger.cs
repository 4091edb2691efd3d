using MassTransit;

namespace PdcBus;

/// <summary>Sends through a bus of MassTransit that is this messenger's own.</summary>
/// <remarks>
/// MassTransit keeps the order of calls on a connection that is in use; it loses it while a connection and its exchange
/// are being set up. So the first message of a connection goes alone, and the others wait for their turn behind it.
/// </remarks>
internal sealed class MassTransitMessenger(
    PrivateBus bus, ITransport transport, SendAttemptPipe pipe, TimeProvider clock, TimeSpan confirmTimeout)
    : IMessenger, IAsyncDisposable
{
    /// <summary>How long a connection may take to come about: shorter than a probe of the relay, so that it has a reason.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(4);

    /// <summary>
    /// How long a confirm may take: longer than the relay waits, which decides as a rule. This one is for whoever calls
    /// without it.
    /// </summary>
    public static readonly TimeSpan ConfirmTimeout = TimeSpan.FromSeconds(30);

    /// <summary>A connection on which nothing was confirmed for so long is not trusted any more.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan StalePause = TimeSpan.FromMilliseconds(20);

    private readonly ConnectHandle _observer = bus.Control.ConnectSendObserver(new SendAttemptObserver(transport));
    private readonly SemaphoreSlim _turn = new(1);
    private long _lastAnswer;
    private bool _isProven;
    private bool _isDisposed;

    public async Task SendAsync(PdcMessage message, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        LogContext.Current = bus.LogContext;
        SendAttempt attempt;
        Task sending;
        await WaitForTurnAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isProven || !transport.IsOpen)
            {
                await SendAloneAsync(message, cancellationToken).ConfigureAwait(false);
                return;
            }

            attempt = new SendAttempt(message);
            sending = await StartAsync(attempt, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }

        await ConfirmAsync(attempt, sending, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true)) return;
        LogContext.Current = bus.LogContext;
        _observer.Disconnect();
        await transport.DisposeAsync().ConfigureAwait(false);
        await bus.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Usually nobody is ahead. Those who wait are served in the order of their calls.</summary>
    private Task WaitForTurnAsync(CancellationToken cancellationToken)
    {
        var turn = _turn.WaitAsync(CancellationToken.None);
        return turn.IsCompletedSuccessfully ? turn : WaitAsync();

        async Task WaitAsync()
        {
            try
            {
                await turn.WaitAsync(ConnectTimeout + confirmTimeout, clock, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                _ = turn.ContinueWith(
                    _ => _turn.Release(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
                if (exception is not TimeoutException) throw;
                throw new MessengerException(
                    MessengerErrorKind.Unreachable, "The messages before this one got no answer.", exception);
            }
        }
    }

    /// <summary>Connects, and holds the turn until the first message is answered.</summary>
    private async Task SendAloneAsync(PdcMessage message, CancellationToken cancellationToken)
    {
        _isProven = false;
        var started = clock.GetTimestamp();
        while (!await TrySendAloneAsync(new SendAttempt(message), started, cancellationToken).ConfigureAwait(false))
        {
            await Task.Delay(StalePause, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <returns>False if it met only what was gone before, which says nothing about the bus: try anew.</returns>
    private async Task<bool> TrySendAloneAsync(SendAttempt attempt, long started, CancellationToken cancellationToken)
    {
        await transport.OpenAsync(cancellationToken).ConfigureAwait(false);
        var sending = await StartAsync(attempt, cancellationToken).ConfigureAwait(false);
        try
        {
            await ConfirmAsync(attempt, sending, cancellationToken).ConfigureAwait(false);
            return _isProven = true;
        }
        catch (MessengerException error) when (error.Kind is MessengerErrorKind.Unroutable or MessengerErrorKind.Refused)
        {
            _isProven = true;
            throw;
        }
        catch (MessengerException) when (attempt.IsStale && clock.GetElapsedTime(started) < ConnectTimeout)
        {
            return false;
        }
    }

    private async Task<Task> StartAsync(SendAttempt attempt, CancellationToken cancellationToken)
    {
        var endpoint = await transport.EndpointForAsync(attempt).ConfigureAwait(false);
        return endpoint.Send(attempt, pipe, cancellationToken);
    }

    private async Task ConfirmAsync(SendAttempt attempt, Task sending, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        try
        {
            await sending.WaitAsync(confirmTimeout, clock, cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _lastAnswer, clock.GetTimestamp());
        }
        catch (Exception exception)
        {
            var isSilent = !sending.IsCompleted;
            attempt.End();
            Forget(sending);
            if (isSilent) DoubtAfterSilence(attempt, started);
            if (attempt.Failure is { } failure) throw failure;
            cancellationToken.ThrowIfCancellationRequested();
            throw isSilent
                ? transport.ExplainSilence(attempt, confirmTimeout)
                : transport.Explain(exception, attempt);
        }
    }

    private void DoubtAfterSilence(SendAttempt attempt, long started)
    {
        if (Volatile.Read(ref _lastAnswer) < started && clock.GetElapsedTime(started) > Silence) transport.Doubt(attempt);
    }

    /// <summary>What nobody waits for any more may fail unseen.</summary>
    private static void Forget(Task sending) => sending.ContinueWith(
        static task => _ = task.Exception,
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}
