namespace PdcBus;

/// <summary>One way to one bus.</summary>
/// <remarks>
/// The relay calls <see cref="SendAsync"/> in order and, within its window, does not wait for one send before it
/// starts the next: write in the order of the calls. Connect lazily; constructors check the options and do no I/O.
/// Let exceptions fly, best as a <see cref="MessengerException"/> with its kind: the relay retries, nobody else. A
/// failure may come after the bus has taken the message, so delivery is at least once, always under the same id.
/// Messengers are singletons; one that implements <see cref="IAsyncDisposable"/> is disposed after the relay has
/// stopped.
/// </remarks>
public interface IMessenger
{
    /// <summary>
    /// Whether the bus says that it has taken a message. The default is true. If it cannot, what was sent is recorded
    /// as <see cref="PdcOutcome.Sent"/> instead of <see cref="PdcOutcome.Confirmed"/>.
    /// </summary>
    bool ConfirmsDelivery => true;

    /// <summary>
    /// Sends one message. Complete the task when the bus has taken responsibility for it, not before.
    /// </summary>
    /// <param name="message">The message. Its bytes go out as they are.</param>
    /// <param name="cancellationToken">
    /// Ends the wait: the deadline of the attempt, a lost connection or the end of the application.
    /// </param>
    /// <exception cref="MessengerException">The bus did not take the message, or did not say so.</exception>
    Task SendAsync(PdcMessage message, CancellationToken cancellationToken);
}
