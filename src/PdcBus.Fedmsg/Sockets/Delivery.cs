namespace PdcBus;

/// <summary>An envelope on its way to the thread that owns the socket.</summary>
internal sealed class Delivery(FedmsgEnvelope envelope)
{
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FedmsgEnvelope Envelope { get; } = envelope;

    /// <summary>Ends when ZeroMQ has taken the message.</summary>
    public Task Task => _end.Task;

    /// <summary>Nobody waits for it any more.</summary>
    public bool IsOver => _end.Task.IsCompleted;

    public void Complete() => _end.TrySetResult();

    public void Fail(MessengerException error) => _end.TrySetException(error);

    public void Cancel(CancellationToken cancellationToken) => _end.TrySetCanceled(cancellationToken);
}
