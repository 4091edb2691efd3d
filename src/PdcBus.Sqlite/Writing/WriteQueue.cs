using System.Diagnostics.CodeAnalysis;

namespace PdcBus;

/// <summary>
/// Where callers leave what is to be written, and where the writer's thread finds all of it at once: a group is what
/// has come in while the group before it was committed.
/// </summary>
internal sealed class WriteQueue
{
    private readonly object _gate = new();
    private List<PendingWrite> _waiting = [];
    private List<PendingWrite> _taken = [];
    private TaskCompletionSource? _close;
    private bool _isTickDue;
    private bool _isComplete;

    public Task Add(Action<OutboxTables> work)
    {
        var write = new PendingWrite(work);
        lock (_gate)
        {
            if (_isComplete)
            {
                throw new PdcBusException("The outbox is closed: the application has ended. Append before that.");
            }

            _waiting.Add(write);
            Monitor.Pulse(_gate);
        }

        return write.Task;
    }

    /// <summary>Asks for a look after the file.</summary>
    public void Tick()
    {
        lock (_gate)
        {
            _isTickDue = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Asks to close the file when everything that waits is written. What comes later opens it again.</summary>
    public Task CloseFile()
    {
        lock (_gate)
        {
            if (_isComplete) return Task.CompletedTask;
            _close ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Monitor.Pulse(_gate);
            return _close.Task;
        }
    }

    /// <summary>Takes nothing more; what is waiting is still handed out.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _isComplete = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Hands out everything that waits. Its group is good until the next call.</summary>
    /// <param name="wait">Whether to wait for something to do.</param>
    /// <param name="turn">What there is to do.</param>
    /// <returns>False when the queue is complete and empty.</returns>
    public bool TryTake(bool wait, [NotNullWhen(true)] out WriterTurn? turn)
    {
        lock (_gate)
        {
            while (wait && _waiting.Count == 0 && !_isTickDue && _close is null && !_isComplete) Monitor.Wait(_gate);
            if (_isComplete && _waiting.Count == 0 && _close is null)
            {
                turn = null;
                return false;
            }

            _taken.Clear();
            (_waiting, _taken) = (_taken, _waiting);
            turn = new WriterTurn(_taken, _isTickDue, _close);
            (_isTickDue, _close) = (false, null);
            return true;
        }
    }
}
