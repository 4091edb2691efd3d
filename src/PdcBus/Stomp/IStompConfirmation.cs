using System.Buffers;

namespace PdcBus;

/// <summary>How a server is made to say that it has taken messages. The writing loop alone calls it.</summary>
internal interface IStompConfirmation
{
    /// <summary>The most messages of one call of <see cref="Write"/>.</summary>
    int MaxBatch { get; }

    /// <summary>Whether more may be written before something is confirmed.</summary>
    bool HasRoom { get; }

    /// <summary>Writes the frames of these messages and sees to it that receipts will confirm them.</summary>
    void Write(ReadOnlySpan<PendingSend> sends, IBufferWriter<byte> output);
}
