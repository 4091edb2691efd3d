using System.Buffers;

namespace PdcBus;

/// <summary>
/// A receipt for each SEND, none waited for before the next is written. On RabbitMQ that is a publisher confirm, which a
/// receipt for COMMIT is not; it is safe on every server.
/// </summary>
internal sealed class StompSendReceipts(StompSendWriter writer, StompReceipts receipts) : IStompConfirmation
{
    private const int MaxUnconfirmed = 4096;

    public int MaxBatch => 64;

    public bool HasRoom => receipts.Count < MaxUnconfirmed;

    public void Write(ReadOnlySpan<PendingSend> sends, IBufferWriter<byte> output)
    {
        foreach (var send in sends) WriteOne(send, output);
    }

    public void WriteOne(PendingSend send, IBufferWriter<byte> output)
    {
        try
        {
            writer.Write(send.Message, receipts.Next, transaction: 0, output);
            receipts.Await(receipts.Add(send), covered: 1);
        }
        catch (MessengerException error)
        {
            send.Fail(error);
        }
    }
}
