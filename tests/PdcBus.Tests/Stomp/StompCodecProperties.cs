using System.Buffers;
using CsCheck;

namespace PdcBus;

/// <summary>What holds for all frames, whatever they contain and however they arrive.</summary>
public sealed class StompCodecProperties
{
    /// <summary>What a server may send in one connection: empty lines, both line ends, escapes, a NUL in a body.</summary>
    private static readonly byte[] ServerStream = StompOctets.Of(
        "\n\r\nCONNECTED\nversion:1.2\nheart-beat:1000,1000\nsession:ID:a:1\n\n\0\n"
        + "RECEIPT\nreceipt-id:1\n\n\0\n\n"
        + "MESSAGE\r\nmessage-id:m\\c1\r\ncontent-length:3\r\n\r\na\0b\0\r\n"
        + "RECEIPT\nreceipt-id:2\nreceipt-id:3\ncontent-length:0\n\n\0"
        + "ERROR\nmessage:näin\\nei\ncontent-type:text/plain\n\nnot so\n\0");

    private static readonly string[] Names =
        ["version", "heart-beat", "session", "receipt-id", "message-id", "content-length", "message", "content-type"];

    private static readonly Gen<string> Value =
        Gen.OneOf(
            Gen.String[Gen.OneOf(Gen.Char['a', 'z'], OneOf(':', '\\', '\r', '\n', ' ', 'c', 'n', 'r'))],
            Gen.String[Gen.Char['\u0001', '\uD7FF'], 0, 30]);

    [Fact]
    public void AnyHeadersAndBody_AreReadAsTheyWereWritten()
    {
        Gen.Select(Value.Array[0, 8], Gen.Byte.Array[0, 100], Gen.Int[0, 500]).Sample((values, body, cut) =>
        {
            var output = new ArrayBufferWriter<byte>();
            var writer = new StompFrameWriter(new StompLimits());
            writer.Begin(StompCommand.Send);
            for (var i = 0; i < values.Length; i++) writer.Header($"h{i}".AsSpan(), values[i]);
            writer.End(output, body);

            var buffer = StompOctets.Split(output.WrittenMemory, Math.Min(cut, output.WrittenCount));
            var names = values.Select((_, i) => $"h{i}").ToArray();
            var frame = Assert.Single(StompOctets.ReadAll(new StompFrameReader(), buffer, names));
            return frame.Body.AsSpan().SequenceEqual(body) && values.SequenceEqual(names.Select(n => frame[n]));
        });
    }

    [Fact]
    public void AnyHeadersAndBody_AreOneFrameForAStrictParser()
    {
        Gen.Select(Value.Array[0, 8], Gen.Byte.Array[0, 100]).Sample((values, body) =>
        {
            var output = new ArrayBufferWriter<byte>();
            var writer = new StompFrameWriter(new StompLimits());
            writer.Begin(StompCommand.Send);
            for (var i = 0; i < values.Length; i++) writer.Header($"h{i}".AsSpan(), values[i]);
            writer.End(output, body);

            // Counted by hand: a line for the command, one for each header, one for the length, then the body.
            var octets = output.WrittenSpan;
            var head = octets[..octets.IndexOf("\n\n"u8)];
            return head.Count((byte)'\n') == values.Length + 1
                && !head.ContainsAny((byte)'\r', (byte)0)
                && octets.Length == head.Length + 2 + body.Length + 1
                && octets[^1] == 0;
        });
    }

    [Fact]
    public void AnyEscapableValue_ReturnsInEveryVersion()
    {
        Gen.Select(Value, OneOf(StompVersion.V10, StompVersion.V11, StompVersion.V12)).Sample((value, version) =>
        {
            var octets = StompOctets.Of(value);
            var wire = new ArrayBufferWriter<byte>();
            if (StompEscaping.Write(octets, version, wire) >= 0) return version != StompVersion.V12;
            var back = new byte[wire.WrittenCount];
            var length = StompEscaping.Unescape(wire.WrittenSpan, version, back);
            return StompEscaping.IsValid(wire.WrittenSpan, version) && back.AsSpan(0, length).SequenceEqual(octets);
        });
    }

    [Fact]
    public void Stream_CutAtEveryOctet_GivesTheSameFrames()
    {
        var expected = ReadAll(new ReadOnlySequence<byte>(ServerStream));
        Assert.Equal(5, expected.Count);

        for (var cut = 0; cut <= ServerStream.Length; cut++)
        {
            AssertSame(expected, ReadAll(StompOctets.Split(ServerStream, cut)));
        }

        AssertSame(expected, ReadAll(StompOctets.Split(ServerStream, [.. Enumerable.Repeat(1, ServerStream.Length)])));
    }

    [Fact]
    public void Stream_ArrivingOctetByOctet_GivesTheSameFrames()
    {
        var expected = ReadAll(new ReadOnlySequence<byte>(ServerStream));
        var reader = new StompFrameReader();
        var frames = new List<KeptFrame>();
        var arrived = new List<byte>();
        foreach (var octet in ServerStream)
        {
            arrived.Add(octet);
            var buffer = new ReadOnlySequence<byte>(arrived.ToArray());
            while (reader.TryRead(ref buffer, out var frame)) frames.Add(StompOctets.Keep(frame, Names));
            arrived = [.. buffer.ToArray()];
        }

        AssertSame(expected, frames);
    }

    [Fact]
    public void Stream_EveryPrefix_GivesThoseFramesThatAreComplete()
    {
        var expected = ReadAll(new ReadOnlySequence<byte>(ServerStream));
        var seen = 0;
        for (var length = 0; length <= ServerStream.Length; length++)
        {
            var frames = ReadAll(new ReadOnlySequence<byte>(ServerStream, 0, length));
            Assert.InRange(frames.Count, seen, seen + 1);
            AssertSame(expected.Take(frames.Count), frames);
            seen = frames.Count;
        }

        Assert.Equal(5, seen);
    }

    [Fact]
    public void Stream_WithAnyOneOctetChanged_IsReadOrRefused()
    {
        var refused = 0;
        for (var at = 0; at < ServerStream.Length; at++)
        {
            for (var change = 1; change < 256; change++)
            {
                var octets = (byte[])ServerStream.Clone();
                octets[at] ^= (byte)change;
                if (!ReadsOrRefuses(octets)) refused++;
            }
        }

        Assert.InRange(refused, 1000, ServerStream.Length * 255);
    }

    [Fact]
    public void Stream_WithManyOctetsChangedCutAndRepeated_IsReadOrRefused()
    {
        const int seed = 20_260_417;
        var random = new Random(seed);
        var refused = 0;
        for (var round = 0; round < 50_000; round++)
        {
            if (!ReadsOrRefuses(Mutate(random))) refused++;
        }

        Assert.InRange(refused, 1000, 50_000);
    }

    private static Gen<T> OneOf<T>(params T[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    private static byte[] Mutate(Random random)
    {
        var octets = ServerStream.ToList();
        for (var changes = random.Next(1, 6); changes > 0; changes--)
        {
            var at = random.Next(octets.Count);
            var length = Math.Min(random.Next(1, 40), octets.Count - at);
            switch (random.Next(4))
            {
                case 0: octets[at] = (byte)random.Next(256); break;
                case 1: octets.RemoveRange(at, length); break;
                case 2: octets.InsertRange(random.Next(octets.Count), octets.GetRange(at, length)); break;
                default: octets.Insert(at, "\n\0:\\\r"u8[random.Next(5)]); break;
            }

            if (octets.Count == 0) octets.Add(0);
        }

        return [.. octets];
    }

    /// <summary>False if the octets were refused. Any other error than the protocol's fails the test by itself.</summary>
    private static bool ReadsOrRefuses(byte[] octets)
    {
        try
        {
            ReadAll(StompOctets.Split(octets, octets.Length / 2));
            return true;
        }
        catch (StompProtocolException error)
        {
            Assert.InRange(error.Message.Length, 1, 500);
            Assert.DoesNotContain(error.Message, char.IsControl);
            return false;
        }
    }

    private static List<KeptFrame> ReadAll(ReadOnlySequence<byte> octets) =>
        StompOctets.ReadAll(new StompFrameReader(), octets, Names);

    private static void AssertSame(IEnumerable<KeptFrame> expected, IEnumerable<KeptFrame> actual)
    {
        Assert.Equal(expected.Select(Text), actual.Select(Text));

        static string Text(KeptFrame frame) =>
            $"{frame.Command} {string.Join('|', frame.Headers)} {Convert.ToHexString(frame.Body)}";
    }
}
