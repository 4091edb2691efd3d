using System.Buffers;
using System.IO.Pipelines;

namespace PdcBus;

internal sealed partial class StompConnection
{
    /// <summary>Beyond this many bytes what was written goes out before more is.</summary>
    private const int FlushSize = 64 * 1024;

    /// <summary>How long a server that takes no more may need to say why.</summary>
    private static readonly TimeSpan LastWordsTimeout = TimeSpan.FromSeconds(1);

    private readonly PipeWriter _output;
    private readonly StompFrameWriter _writer;
    private readonly IStompConfirmation _confirmation;
    private readonly TaskCompletionSource _goodbye = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastWritten;
    private volatile bool _isBeatDue;
    private volatile bool _hasSaidGoodbye;

    private async Task WriteAsync()
    {
        var batch = new PendingSend?[_confirmation.MaxBatch];
        try
        {
            while (true)
            {
                await _wake.WaitAsync(_stop.Token).ConfigureAwait(false);
                while (WriteWhatIsDue(batch))
                {
                    await _output.FlushAsync(_stop.Token).ConfigureAwait(false);
                    Volatile.Write(ref _lastWritten, _clock.GetTimestamp());
                    if (_hasSaidGoodbye) _goodbye.TrySetResult();
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
        catch (Exception error)
        {
            // An ERROR that says why may wait to be read.
            await WaitAsync(_ended.Task, LastWordsTimeout).ConfigureAwait(false);
            var reason = $"Writing failed: {error.GetBaseException().Message}";
            Lose(reason);
            // What was taken from the queue and did not get as far as a number is nobody else's.
            foreach (var send in batch) send?.Fail(ConnectionEnd.InDoubt(reason));
        }
    }

    /// <summary>Fills the buffer: messages, or else what else is due. Returns whether there is anything to flush.</summary>
    private bool WriteWhatIsDue(PendingSend?[] batch)
    {
        var before = _output.UnflushedBytes;
        while (_output.UnflushedBytes < FlushSize && _confirmation.HasRoom)
        {
            var count = Take(batch);
            if (count == 0) break;
            _confirmation.Write(batch.AsSpan(0, count)!, _output);
            batch.AsSpan(0, count).Clear();
        }

        if (IsToSayGoodbye()) WriteDisconnect();
        // *( EOL ): a heart-beat is an empty line, and anything that is written stands for one.
        if (_isBeatDue && _output.UnflushedBytes == before) _output.Write("\n"u8);
        _isBeatDue = false;
        return _output.UnflushedBytes > before;
    }

    /// <summary>Takes from the queue what fits in one batch and is still waited for.</summary>
    private int Take(PendingSend?[] batch)
    {
        var count = 0;
        var bytes = 0L;
        lock (_gate)
        {
            while (count < batch.Length && bytes < FlushSize && _queue.TryDequeue(out var send))
            {
                if (send.IsOver) continue;
                batch[count++] = send;
                bytes += send.Message.Body.Length;
            }
        }

        return count;
    }

    private bool IsToSayGoodbye()
    {
        lock (_gate) return _closing is not null && !_hasSaidGoodbye && _queue.Count == 0 && _receipts.Count == 0;
    }

    // DISCONNECT EOL receipt:… EOL EOL NULL
    private void WriteDisconnect()
    {
        _hasSaidGoodbye = true;
        _writer.Begin(StompCommand.Disconnect);
        _writer.Header("receipt"u8, GoodbyeReceipt);
        _writer.End(_output);
    }
}
