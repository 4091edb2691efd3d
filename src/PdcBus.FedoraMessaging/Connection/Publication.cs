namespace PdcBus;

/// <summary>A message on its way to the broker.</summary>
/// <param name="message">The message.</param>
/// <param name="routingKey">The full topic.</param>
/// <param name="generation">Which connection it was handed over for.</param>
/// <param name="cancellationToken">Ends the wait.</param>
internal sealed class Publication(
    PdcMessage message, string routingKey, int generation, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isUnderWay;

    public PdcMessage Message { get; } = message;

    public string RoutingKey { get; } = routingKey;

    public int Generation { get; } = generation;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>Ends when the broker has confirmed.</summary>
    public Task Task => _end.Task;

    /// <summary>It is confirmed, refused, or nobody waits any more.</summary>
    public bool IsOver => _end.Task.IsCompleted;

    /// <summary>It goes to the broker now.</summary>
    public void SetOut() => _isUnderWay = true;

    public void Confirm() => _end.TrySetResult();

    public void Fail(MessengerException error) => _end.TrySetException(error);

    /// <summary>Nobody waits any more.</summary>
    /// <returns>Whether the broker was still to confirm it: it has been silent.</returns>
    public bool Cancel() => _end.TrySetCanceled(CancellationToken) && _isUnderWay;
}
