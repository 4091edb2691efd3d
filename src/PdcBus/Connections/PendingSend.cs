namespace PdcBus;

/// <summary>
/// One message on its way over a connection, from the call of <see cref="EndpointSender.SendAsync"/> to its outcome.
/// </summary>
public sealed class PendingSend : TaskCompletionSource
{
    private CancellationTokenRegistration _cancellation;

    internal PendingSend(PdcMessage message)
        : base(TaskCreationOptions.RunContinuationsAsynchronously) => Message = message;

    /// <summary>The message.</summary>
    public PdcMessage Message { get; }

    /// <summary>Nobody waits any more: it was cancelled, or has its outcome. If it is not written yet, leave it out.</summary>
    public bool IsOver => Task.IsCompleted;

    /// <summary>The bus has taken responsibility.</summary>
    public void Confirm()
    {
        _cancellation.Unregister();
        TrySetResult();
    }

    /// <summary>The bus has not taken responsibility, or has not said so.</summary>
    public void Fail(MessengerException error)
    {
        _cancellation.Unregister();
        TrySetException(error);
    }

    internal void CancelBy(CancellationToken cancellationToken)
    {
        if (!cancellationToken.CanBeCanceled) return;
        _cancellation = cancellationToken.UnsafeRegister(
            static (send, token) => ((PendingSend)send!).TrySetCanceled(token), this);
        // It may have got its outcome meanwhile; the registration must not outlive that.
        if (IsOver) _cancellation.Unregister();
    }
}
