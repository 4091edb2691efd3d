namespace PdcBus;

/// <summary>A row ready to be bound: made on the caller's thread, so that the writer only writes.</summary>
internal sealed class EncodedRow(string lane, object?[] message)
{
    public string Lane { get; } = lane;

    public object?[] Message { get; } = message;

    public int BodyLength => ((byte[])Message[4]!).Length;

    /// <summary>Encodes rows; one message on its way to several messengers follows itself and is encoded once.</summary>
    public static EncodedRow[] Encode(IReadOnlyList<OutboxRow> rows)
    {
        var encoded = new EncodedRow[rows.Count];
        for (var i = 0; i < encoded.Length; i++)
        {
            var isRepeated = i > 0 && ReferenceEquals(rows[i].Message, rows[i - 1].Message);
            encoded[i] = new EncodedRow(
                rows[i].Lane, isRepeated ? encoded[i - 1].Message : MessageColumns.Encode(rows[i].Message));
        }

        return encoded;
    }
}
