namespace PdcBus;

/// <summary>
/// Keeps messages for tests instead of sending them: set <c>PdcBus:Messenger</c> to <c>capture</c>, resolve this
/// class and <see cref="Listen"/>.
/// </summary>
public sealed class CaptureMessenger : IMessenger
{
    internal const string Name = "capture";

    private readonly Lock _gate = new();
    private readonly List<CaptureListener> _listeners = [];

    internal CaptureMessenger()
    {
    }

    /// <summary>
    /// Starts to listen. Every listener sees every message from now on until it is disposed; without listeners
    /// messages are dropped.
    /// </summary>
    public CaptureListener Listen()
    {
        var listener = new CaptureListener(Remove);
        lock (_gate) _listeners.Add(listener);
        return listener;
    }

    Task IMessenger.SendAsync(PdcMessage message, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var listener in _listeners) listener.Receive(message);
        }

        return Task.CompletedTask;
    }

    private void Remove(CaptureListener listener)
    {
        lock (_gate) _listeners.Remove(listener);
    }
}
