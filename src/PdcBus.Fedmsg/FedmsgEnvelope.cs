using System.Buffers;
using System.Globalization;

namespace PdcBus;

/// <summary>A message in fedmsg's envelope, short of what it gets when it goes out: its number and its signature.</summary>
/// <param name="Topic">The full topic; also the first frame, and consumers compare the two.</param>
/// <param name="MessageId">The year, a hyphen, the id.</param>
/// <param name="Timestamp">Seconds since 1970. An integer: floats have cost fedmsg signatures.</param>
/// <param name="UserName">The user that the process runs as.</param>
/// <param name="Message">The body in its canonical form.</param>
internal sealed record FedmsgEnvelope(
    string Topic, string MessageId, long Timestamp, string UserName, ReadOnlyMemory<byte> Message)
{
    /// <summary>
    /// Gives the envelope its number, signs it, and returns the second frame. The signature covers every field but
    /// <c>signature</c> and <c>certificate</c>; whoever verifies it takes out these two and writes the rest anew.
    /// </summary>
    /// <param name="number">The field <c>i</c>: which message of this process it is, from 1.</param>
    /// <param name="signer">Signs it.</param>
    public byte[] Seal(long number, FedmsgSigner signer)
    {
        // Keys in their order: certificate, crypto, i, msg, msg_id, signature, timestamp, topic, username.
        var text = new ArrayBufferWriter<byte>(Message.Length + 512);
        text.Write("{\"crypto\":\"x509\",\"i\":"u8);
        WriteInteger(number, text);
        text.Write(",\"msg\":"u8);
        text.Write(Message.Span);
        text.Write(",\"msg_id\":"u8);
        CanonicalText.Write(MessageId, text);
        var behindId = text.WrittenCount;
        text.Write(",\"timestamp\":"u8);
        WriteInteger(Timestamp, text);
        text.Write(",\"topic\":"u8);
        CanonicalText.Write(Topic, text);
        text.Write(",\"username\":"u8);
        CanonicalText.Write(UserName, text);
        text.Write("}"u8);

        var frame = new ArrayBufferWriter<byte>(text.WrittenCount + signer.Certificate.Length + 512);
        frame.Write("{\"certificate\":"u8);
        frame.Write(signer.Certificate.Span);
        frame.Write(","u8);
        frame.Write(text.WrittenSpan[1..behindId]);
        frame.Write(",\"signature\":"u8);
        CanonicalText.Write(signer.Sign(text.WrittenSpan), frame);
        frame.Write(text.WrittenSpan[behindId..]);
        return frame.WrittenSpan.ToArray();
    }

    private static void WriteInteger(long value, ArrayBufferWriter<byte> output)
    {
        value.TryFormat(output.GetSpan(20), out var length, default, CultureInfo.InvariantCulture);
        output.Advance(length);
    }
}
