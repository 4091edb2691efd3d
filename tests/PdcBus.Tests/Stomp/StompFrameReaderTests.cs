using System.Buffers;
using System.Text;

namespace PdcBus;

public sealed class StompFrameReaderTests
{
    private const string Connected = "CONNECTED\nversion:1.2\nsession:ID:host-1:2\nserver:RabbitMQ/3.10.8\n\n\0\n";

    [Fact]
    public void Read_ConnectedFrame_KeepsColonsAndDoesNotUnescape()
    {
        var frame = Assert.Single(StompOctets.ReadAll(
            "CONNECTED\nversion:1.2\nsession:ID:host-1:2\nserver:a\\cb\n\n\0\n", "version", "session", "server"));

        Assert.Equal(StompCommand.Connected, frame.Command);
        Assert.Equal("1.2", frame["version"]);
        Assert.Equal("ID:host-1:2", frame["session"]);
        Assert.Equal(@"a\cb", frame["server"]);
    }

    [Fact]
    public void Read_EscapedHeader_IsUnescapedOnce()
    {
        var frame = Assert.Single(StompOctets.ReadAll(@"ERROR" + "\nmessage:a\\\\nb\\cc\\nd\\re\n\n\0", "message"));

        Assert.Equal("a\\nb:c\nd\re", frame["message"]);
    }

    [Fact]
    public void Read_LinesEndWithCarriageReturn_IsTheSameFrame()
    {
        var frame = Assert.Single(StompOctets.ReadAll("\r\n\r\nERROR\r\nmessage:no\r\n\r\nbody\r\n\0\r\n", "message"));

        Assert.Equal("no", frame["message"]);
        Assert.Equal("body\r\n", Encoding.UTF8.GetString(frame.Body));
    }

    [Fact]
    public void Read_RepeatedHeader_FirstOneCounts()
    {
        var frame = Assert.Single(StompOctets.ReadAll("RECEIPT\nreceipt-id:1\nreceipt-id:2\n\n\0", "receipt-id"));

        Assert.Equal("1", frame["receipt-id"]);
    }

    [Fact]
    public void Read_BodyWithNulAndLength_StaysInStep()
    {
        var frames = StompOctets.ReadAll(
            "MESSAGE\ncontent-length:5\n\na\0b\nc\0\nRECEIPT\nreceipt-id:7\n\n\0", "receipt-id");

        Assert.Equal([StompCommand.Message, StompCommand.Receipt], frames.Select(f => f.Command));
        Assert.Equal("a\0b\nc"u8, frames[0].Body);
        Assert.Equal("7", frames[1]["receipt-id"]);
    }

    [Fact]
    public void Read_OnlyEmptyLines_AreTakenAndAreNoFrame()
    {
        var buffer = new ReadOnlySequence<byte>(StompOctets.Of(new string('\n', 100_000) + "\r"));

        Assert.False(new StompFrameReader().TryRead(ref buffer, out _));
        Assert.Equal(1, buffer.Length);
    }

    [Theory]
    [InlineData("RECEIPT\nreceipt-id:12\n\n\0", true, 12)]
    [InlineData("RECEIPT\nreceipt-id:0012\n\n\0", true, 12)]
    [InlineData("RECEIPT\nreceipt-id:9223372036854775808\n\n\0", false, 0)]
    [InlineData("RECEIPT\nreceipt-id:-1\n\n\0", false, 0)]
    [InlineData("RECEIPT\nreceipt-id:+1\n\n\0", false, 0)]
    [InlineData("RECEIPT\nreceipt-id:1 \n\n\0", false, 0)]
    [InlineData("RECEIPT\nreceipt-id:\n\n\0", false, 0)]
    [InlineData("RECEIPT\nreceipt:1\n\n\0", false, 0)]
    public void Read_Number_IsDigitsOrNothing(string text, bool expected, long number)
    {
        var buffer = new ReadOnlySequence<byte>(StompOctets.Of(text));
        Assert.True(new StompFrameReader().TryRead(ref buffer, out var frame));

        Assert.Equal(expected, frame.TryGetNumber("receipt-id"u8, out var value));
        if (expected) Assert.Equal(number, value);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n", "no STOMP")]
    [InlineData("HTTP/1.1 400 Bad Request and no end of it", "no STOMP")]
    [InlineData("receipt\nreceipt-id:1\n\n\0", "no STOMP")]
    [InlineData("RECEIPTS\n\n\0", "no STOMP")]
    [InlineData("\rRECEIPT\n\n\0", "carriage return")]
    [InlineData("RECEIPT\nreceipt-id\n\n\0", "no name or no colon")]
    [InlineData("RECEIPT\n:1\n\n\0", "no name or no colon")]
    [InlineData("RECEIPT\nreceipt-id:a\\tb\n\n\0", "escape")]
    [InlineData("RECEIPT\nreceipt-id:a\\\n\n\0", "escape")]
    [InlineData("RECEIPT\nreceipt-id:a\rb\n\n\0", "carriage return")]
    [InlineData("RECEIPT\nreceipt-id:1\0\n\n\0", "NUL")]
    [InlineData("RECEIPT\nreceipt-id:1\n\nbody\0", "has a body")]
    [InlineData("RECEIPT\nreceipt-id:1\ncontent-length:4\n\nbody\0", "has a body")]
    [InlineData("ERROR\ncontent-length:3\n\nbody\0", "content-length is wrong")]
    [InlineData("ERROR\ncontent-length:-1\n\n\0", "no length")]
    [InlineData("ERROR\ncontent-length:99999999999999999999\n\n\0", "no length")]
    [InlineData("ERROR\ncontent-length:four\n\nbody\0", "no length")]
    [InlineData("ERROR\ncontent-length:2147483648\n\nbody\0", "longer than")]
    [InlineData("ERROR\ncontent-length:1048577\n\n", "longer than")]
    public void Read_HostileOctets_AreRefusedWithAReason(string text, string reason)
    {
        var error = Assert.Throws<StompProtocolException>(() => StompOctets.ReadAll(text));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Message, char.IsControl);
    }

    [Fact]
    public void Read_HeaderIsNoUtf8_IsRefused()
    {
        byte[] octets = [.. "RECEIPT\nreceipt-id:"u8, 0xC3, 0x28, .. "\n\n\0"u8];

        Assert.Throws<StompProtocolException>(
            () => StompOctets.ReadAll(new StompFrameReader(), new ReadOnlySequence<byte>(octets)));
    }

    [Fact]
    public void Read_TlsAnswer_NamesThePort()
    {
        byte[] alert = [0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x46];

        var error = Assert.Throws<StompProtocolException>(
            () => StompOctets.ReadAll(new StompFrameReader(), new ReadOnlySequence<byte>(alert)));

        Assert.Contains("Check that the port is one for STOMP", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RECEIPT\nx:", 20_000, "line of a frame is longer")]
    [InlineData("ERROR\n\n", 2_000_000, "body is longer")]
    [InlineData("", 1, "no STOMP")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 0, "line of a frame is longer")]
    public void Read_FrameWithoutEnd_IsRefusedAtTheLimit(string start, int more, string reason)
    {
        var error = Assert.Throws<StompProtocolException>(() => StompOctets.ReadAll(start + new string('y', more)));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_HeadersWithoutEnd_AreRefusedAtTheLimit()
    {
        var text = "RECEIPT\n" + string.Concat(Enumerable.Range(0, 129).Select(i => $"h{i}:1\n"));

        var error = Assert.Throws<StompProtocolException>(() => StompOctets.ReadAll(text));

        Assert.Contains("more than 128 headers", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AtTheLimits_IsTaken()
    {
        var reader = new StompFrameReader(maxLine: 5, maxHeaders: 2, maxBody: 3);

        var buffer = new ReadOnlySequence<byte>("ERROR\na:bcd\ne:fgh\n\nxyz\0"u8.ToArray());

        Assert.True(reader.TryRead(ref buffer, out _));
        Assert.True(buffer.IsEmpty);
    }

    [Theory]
    [InlineData(StompVersion.V10, @"a\nb\\c\", @"a\nb\\c\")]
    [InlineData(StompVersion.V11, @"a\nb\\c\cd", "a\nb\\c:d")]
    [InlineData(StompVersion.V12, @"a\rb", "a\rb")]
    internal void Read_Escapes_FollowTheVersion(StompVersion version, string wire, string expected)
    {
        var reader = new StompFrameReader { Version = version };
        var buffer = new ReadOnlySequence<byte>(StompOctets.Of($"ERROR\nmessage:{wire}\n\n\0"));

        Assert.True(reader.TryRead(ref buffer, out var frame));
        Assert.Equal(expected, frame.Get("message"u8));
    }

    [Fact]
    public void Read_EscapedCarriageReturnIn11_IsRefused()
    {
        var reader = new StompFrameReader { Version = StompVersion.V11 };

        Assert.Throws<StompProtocolException>(() => StompOctets.ReadAll(
            reader, new ReadOnlySequence<byte>(StompOctets.Of("ERROR\nmessage:a\\rb\n\n\0"))));
    }

    [Fact]
    public void Read_ReceiptInOnePiece_AllocatesNothing()
    {
        var octets = StompOctets.Of("RECEIPT\nreceipt-id:123456\n\n\0\n");
        var reader = new StompFrameReader();
        var sum = ReadReceipts(reader, octets, 10);

        var before = GC.GetAllocatedBytesForCurrentThread();
        sum += ReadReceipts(reader, octets, 1000);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(1010 * 123456L, sum);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Read_ReceiptAcrossSegments_AllocatesNothing()
    {
        var octets = StompOctets.Split(StompOctets.Of("RECEIPT\nreceipt-id:123456\n\n\0\n"), 3, 10);
        var reader = new StompFrameReader();
        ReadReceipts(reader, octets, 1);

        var before = GC.GetAllocatedBytesForCurrentThread();
        ReadReceipts(reader, octets, 1000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Read_ConnectedThenReceipt_AreTwoFrames() => Assert.Equal(
        [StompCommand.Connected, StompCommand.Receipt],
        StompOctets.ReadAll(Connected + "RECEIPT\nreceipt-id:1\n\n\0\n").Select(f => f.Command));

    private static long ReadReceipts(StompFrameReader reader, byte[] octets, int times) =>
        ReadReceipts(reader, new ReadOnlySequence<byte>(octets), times);

    private static long ReadReceipts(StompFrameReader reader, ReadOnlySequence<byte> octets, int times)
    {
        var sum = 0L;
        for (var i = 0; i < times; i++)
        {
            var buffer = octets;
            while (reader.TryRead(ref buffer, out var frame))
            {
                if (frame.TryGetNumber("receipt-id"u8, out var id)) sum += id;
            }
        }

        return sum;
    }
}
