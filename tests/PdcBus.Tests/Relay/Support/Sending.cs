namespace PdcBus;

/// <summary>One call of a scripted messenger, answered by the test.</summary>
internal sealed class Sending
{
    // Continues at once: when the test has answered, the lane has the answer.
    private readonly TaskCompletionSource _answer = new();

    public Sending(PdcMessage message, DateTimeOffset at, bool obeys, CancellationToken cancellation)
    {
        Message = message;
        At = at;
        Cancellation = cancellation;
        if (obeys) cancellation.Register(() => _answer.TrySetCanceled(cancellation));
    }

    public PdcMessage Message { get; }

    public string Topic => Message.Topic;

    public DateTimeOffset At { get; }

    public CancellationToken Cancellation { get; }

    public Task Answer => _answer.Task;

    public bool IsUnderWay => !_answer.Task.IsCompleted;

    public void Confirm() => _answer.TrySetResult();

    public void Fail(MessengerErrorKind kind, string text = "No.", bool park = false) =>
        _answer.TrySetException(new MessengerException(kind, text) { Park = park });

    public void Fail(Exception error) => _answer.TrySetException(error);
}
