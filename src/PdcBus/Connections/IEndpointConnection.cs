namespace PdcBus;

/// <summary>
/// One open connection to one server, as an <see cref="EndpointSender"/> uses it. Disposing sends off what was taken,
/// waits a few seconds for its outcome and closes.
/// </summary>
public interface IEndpointConnection : IAsyncDisposable
{
    /// <summary>
    /// Completes when the connection has ended, with null if it was closed from this side. It never fails.
    /// </summary>
    Task<ConnectionEnd?> Ended { get; }

    /// <summary>
    /// Takes a message over and sees to its outcome, whatever happens. Called in order, one call at a time; it does not
    /// block.
    /// </summary>
    /// <returns>False if the connection has ended or is being closed: the message goes over the next one.</returns>
    bool TrySend(PendingSend send);
}
