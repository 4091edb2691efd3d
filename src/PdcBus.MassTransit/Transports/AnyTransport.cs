using System.Net.Sockets;
using MassTransit;

namespace PdcBus;

/// <summary>
/// A transport that the application has chosen and that is known only through MassTransit's common interfaces.
/// </summary>
internal sealed class AnyTransport(PrivateBus bus, Endpoints endpoints, TimeProvider clock) : ITransport
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _lifetime = new();
    private Task<BusHandle>? _started;

    public bool IsOpen => _started is { IsCompletedSuccessfully: true };

    /// <summary>Starts the bus, once: it goes on connecting in the background, whoever waits for it.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        _started ??= bus.Control.StartAsync(_lifetime.Token);
        try
        {
            await _started.WaitAsync(MassTransitMessenger.ConnectTimeout, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException exception) when (!_started.IsCompleted)
        {
            throw new MessengerException(
                MessengerErrorKind.Unreachable,
                $"MassTransit has not connected to {bus.Host.HostAddress} within {MassTransitMessenger.ConnectTimeout.TotalSeconds:0.#} s. Its "
                + "log, at level Debug, says why.",
                exception);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // MassTransit has taken the bus down again, and may start it anew.
            _started = null;
            throw new MessengerException(
                MessengerErrorKind.Unreachable,
                $"MassTransit cannot connect to {bus.Host.HostAddress}: {exception.GetBaseException().Message}",
                exception);
        }
    }

    public Task<ISendEndpoint> EndpointForAsync(SendAttempt attempt) => endpoints.ForAsync(attempt.Message);

    public MessengerException Explain(Exception exception, SendAttempt attempt) => exception switch
    {
        ArgumentException or FormatException => new MessengerException(
            MessengerErrorKind.Invalid, $"The transport cannot carry the message: {exception.Message}", exception),
        ConnectionException or TransportException or IOException or SocketException or TimeoutException =>
            new MessengerException(
                attempt.IsHandedOver ? MessengerErrorKind.InDoubt : MessengerErrorKind.Unreachable,
                $"The connection to {bus.Host.HostAddress} failed: {exception.GetBaseException().Message}",
                exception),
        _ => new MessengerException(
            MessengerErrorKind.Refused, $"The transport refused the message: {exception.Message}", exception),
    };

    public MessengerException ExplainSilence(SendAttempt attempt, TimeSpan waited) => new(
        attempt.IsHandedOver ? MessengerErrorKind.InDoubt : MessengerErrorKind.Unreachable,
        $"{bus.Host.HostAddress} did not confirm within {waited.TotalSeconds:0.#} s.");

    /// <summary>The transport watches its own connection.</summary>
    public void Doubt(SendAttempt attempt)
    {
    }

    public async ValueTask DisposeAsync()
    {
        await _lifetime.CancelAsync().ConfigureAwait(false);
        if (_started is not null)
        {
            await ((Task)_started).WaitAsync(StopTimeout, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (IsOpen)
            {
                using var timeout = new CancellationTokenSource(StopTimeout, clock);
                await bus.Control.StopAsync(timeout.Token).WaitAsync(StopTimeout, clock)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        _lifetime.Dispose();
    }
}
