using System.Buffers;
using System.IO.Pipelines;

namespace PdcBus;

internal sealed partial class StompConnection
{
    /// <summary>Messages are numbered from one.</summary>
    private const long GoodbyeReceipt = 0;

    private readonly PipeReader _input;
    private readonly StompFrameReader _reader;
    private long _lastHeard;
    private volatile bool _hasBeaten;

    private async Task ReadAsync()
    {
        try
        {
            while (true)
            {
                var result = await _input.ReadAsync(_stop.Token).ConfigureAwait(false);
                var buffer = result.Buffer;
                if (!buffer.IsEmpty)
                {
                    Volatile.Write(ref _lastHeard, _clock.GetTimestamp());
                    _hasBeaten = true;
                }

                TakeFrames(ref buffer);
                _input.AdvanceTo(buffer.Start, buffer.End);
                if (!result.IsCompleted) continue;
                Lose("The server closed the connection.");
                return;
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
        catch (Exception error)
        {
            Lose($"Reading failed: {error.GetBaseException().Message}");
        }
    }

    private void TakeFrames(ref ReadOnlySequence<byte> buffer)
    {
        while (_reader.TryRead(ref buffer, out var frame))
        {
            switch (frame.Command)
            {
                case StompCommand.Receipt:
                    TakeReceipt(frame);
                    break;
                case StompCommand.Error:
                    TakeError(frame);
                    return;
                case StompCommand.Message:
                    // Nothing was subscribed to; a server that sends it all the same does no harm.
                    break;
                default:
                    throw new StompProtocolException($"The server sent {frame.Command}.");
            }
        }
    }

    // RECEIPT EOL receipt-id:… EOL EOL NULL
    private void TakeReceipt(in StompFrame frame)
    {
        if (!frame.TryGetNumber("receipt-id"u8, out var number)) return;
        if (number == GoodbyeReceipt)
        {
            if (_hasSaidGoodbye) Lose("The server has said goodbye.");
            return;
        }

        _receipts.Confirm(number);
        // There is room again, or the last one before the goodbye is confirmed.
        _wake.Pulse();
    }

    // ERROR EOL *( header EOL ) EOL *OCTET NULL
    /// <summary>
    /// "The server MAY send ERROR frames if something goes wrong. In this case, it MUST then close the connection". Not all
    /// do, and go on with what follows; so it is closed from here. RabbitMQ does not say which message was at fault: if it
    /// can have been one of several all are in doubt, and the relay sends them one by one.
    /// </summary>
    private void TakeError(in StompFrame frame)
    {
        var text = StompErrors.Text(frame);
        var reason = $"The server said: {text}.";
        long? number = frame.TryGetNumber("receipt-id"u8, out var named) ? named : null;
        var accused = _receipts.Accused(number);
        End(
            new ConnectionEnd(reason, WasSilent: false, _receipts.HasConfirmed),
            send => StompErrors.OfAll(text) ?? (send == accused ? StompErrors.OfMessage(text) : ConnectionEnd.InDoubt(reason)));
    }
}
