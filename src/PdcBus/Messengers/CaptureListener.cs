namespace PdcBus;

/// <summary>The messages since <see cref="CaptureMessenger.Listen"/>, in order.</summary>
public sealed class CaptureListener : IDisposable
{
    private static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly List<PdcMessage> _messages = [];
    private readonly Action<CaptureListener> _remove;
    private TaskCompletionSource _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal CaptureListener(Action<CaptureListener> remove) => _remove = remove;

    /// <summary>What has arrived so far, in order: a copy.</summary>
    public IReadOnlyList<PdcMessage> Messages
    {
        get
        {
            lock (_gate) return [.. _messages];
        }
    }

    /// <summary>Waits for the first message of a topic, also one that has arrived already.</summary>
    /// <param name="topic">The topic, prefix included.</param>
    /// <param name="deadline">How long to wait; the default is 10 seconds.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">It did not come in time; the error lists what came.</exception>
    public Task<PdcMessage> WaitForAsync(
        string topic, TimeSpan? deadline = null, CancellationToken cancellationToken = default) =>
        WaitForAsync(message => message.Topic == topic, deadline, cancellationToken);

    /// <summary>Waits for the first message that is expected, also one that has arrived already.</summary>
    /// <param name="expected">Says whether a message is the one.</param>
    /// <param name="deadline">How long to wait; the default is 10 seconds.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">It did not come in time; the error lists what came.</exception>
    public async Task<PdcMessage> WaitForAsync(
        Func<PdcMessage, bool> expected, TimeSpan? deadline = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(expected);
        PdcMessage? found = null;
        await WaitUntilAsync(
            messages => (found = messages.Find(m => expected(m))) is not null, deadline, cancellationToken)
            .ConfigureAwait(false);
        return found!;
    }

    /// <summary>Waits until so many messages have arrived.</summary>
    /// <param name="count">How many.</param>
    /// <param name="deadline">How long to wait; the default is 10 seconds.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>All that have arrived.</returns>
    /// <exception cref="TimeoutException">Fewer came in time; the error lists them.</exception>
    public async Task<IReadOnlyList<PdcMessage>> WaitForCountAsync(
        int count, TimeSpan? deadline = null, CancellationToken cancellationToken = default)
    {
        await WaitUntilAsync(messages => messages.Count >= count, deadline, cancellationToken).ConfigureAwait(false);
        return Messages;
    }

    /// <summary>Stops listening. What has arrived stays readable.</summary>
    public void Dispose() => _remove(this);

    internal void Receive(PdcMessage message)
    {
        TaskCompletionSource waiting;
        lock (_gate)
        {
            _messages.Add(message);
            waiting = _arrival;
            _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        waiting.TrySetResult();
    }

    private async Task WaitUntilAsync(
        Predicate<List<PdcMessage>> reached, TimeSpan? deadline, CancellationToken cancellationToken)
    {
        var limit = deadline ?? DefaultDeadline;
        // The patience of a test is real time, whatever clock the application under test runs on.
        using var late = new CancellationTokenSource(limit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        while (true)
        {
            Task arrival;
            lock (_gate)
            {
                if (reached(_messages)) return;
                arrival = _arrival.Task;
            }

            try
            {
                await arrival.WaitAsync(either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException(
                    $"The expected message did not arrive within {limit}. Arrived: [{string.Join(", ", Messages)}].");
            }
        }
    }
}
