using System.Buffers;

namespace PdcBus;

/// <summary>
/// Transactions, with a receipt for each COMMIT. ActiveMQ writes a transaction to disk at once and whole; a receipt for
/// each SEND would cost it a flush each. What has been queued meanwhile makes up the next batch: nothing is waited for.
/// </summary>
internal sealed class StompCommitReceipts(StompFrameWriter frames, StompSendWriter writer, StompReceipts receipts)
    : IStompConfirmation
{
    private const int MaxCommits = 2;

    private readonly StompSendReceipts _single = new(writer, receipts);

    public int MaxBatch => 100;

    public bool HasRoom => receipts.Awaited < MaxCommits;

    public void Write(ReadOnlySpan<PendingSend> sends, IBufferWriter<byte> output)
    {
        if (sends.Length > 1)
        {
            WriteTransaction(sends, output);
        }
        else
        {
            // Two frames less, and an error names the message.
            _single.WriteOne(sends[0], output);
        }
    }

    // BEGIN EOL transaction:… EOL EOL NULL   SEND …   COMMIT EOL transaction:… EOL receipt:… EOL EOL NULL
    private void WriteTransaction(ReadOnlySpan<PendingSend> sends, IBufferWriter<byte> output)
    {
        // Numbers are given once on a connection, and so are the names of transactions.
        var transaction = receipts.Next;
        var last = 0L;
        var written = 0;
        frames.Begin(StompCommand.Begin);
        frames.Header("transaction"u8, transaction);
        frames.End(output);
        foreach (var send in sends)
        {
            try
            {
                writer.Write(send.Message, receipt: 0, transaction, output);
                last = receipts.Add(send);
                written++;
            }
            catch (MessengerException error)
            {
                send.Fail(error);
            }
        }

        frames.Begin(written > 0 ? StompCommand.Commit : StompCommand.Abort);
        frames.Header("transaction"u8, transaction);
        if (written > 0) frames.Header("receipt"u8, last);
        frames.End(output);
        if (written > 0) receipts.Await(last, written);
    }
}
