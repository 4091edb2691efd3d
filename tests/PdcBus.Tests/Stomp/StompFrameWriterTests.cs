using System.Buffers;
using System.Text;

namespace PdcBus;

public sealed class StompFrameWriterTests
{
    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly StompFrameWriter _writer = new(new StompLimits());

    [Fact]
    public void Write_Send_IsTheFrameOfTheGrammar()
    {
        _writer.Begin(StompCommand.Send);
        _writer.Header("destination"u8, "/topic/pdc.compose");
        _writer.Plain("persistent"u8, "true"u8);
        _writer.Header("receipt"u8, 17);
        _writer.End(_output, "{}"u8);

        Assert.Equal(
            "SEND\ndestination:/topic/pdc.compose\npersistent:true\nreceipt:17\ncontent-length:2\n\n{}\0", Written());
    }

    [Fact]
    public void Write_ValueThatWouldInject_StaysOneHeader()
    {
        _writer.Begin(StompCommand.Send);
        _writer.Header("comment"u8, "a\r\nreceipt:x\n\n\\c:é😀\u2028");
        _writer.End(_output);

        Assert.Equal("SEND\ncomment:a\\r\\nreceipt\\cx\\n\\n\\\\c\\cé😀\u2028\n\n\0", Written());
    }

    [Theory]
    [InlineData('\0', "a NUL")]
    [InlineData('\uD800', "half of a surrogate pair")]
    public void Write_ValueThatCannotBeSent_IsInvalidAndLeavesNothing(char character, string reason)
    {
        _writer.Begin(StompCommand.Send);

        var error = Assert.Throws<MessengerException>(() => _writer.Header("comment"u8, $"a{character}b"));

        Assert.Equal(MessengerErrorKind.Invalid, error.Kind);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains("'comment'", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, _output.WrittenCount);
    }

    [Theory]
    [InlineData(StompVersion.V10, "a:b\\", "a:b\\")]
    [InlineData(StompVersion.V11, "a:b\\c\n", "a\\cb\\\\c\\n")]
    [InlineData(StompVersion.V12, "a:b\\c\r\n", "a\\cb\\\\c\\r\\n")]
    internal void Write_Escapes_FollowTheVersion(StompVersion version, string value, string wire)
    {
        _writer.Version = version;
        _writer.Begin(StompCommand.Send);
        _writer.Header("comment"u8, value);
        _writer.End(_output);

        Assert.Equal($"SEND\ncomment:{wire}\n\n\0", Written());
    }

    [Theory]
    [InlineData(StompVersion.V10, "a\nb", "a line feed, which cannot be sent in STOMP 1.0")]
    [InlineData(StompVersion.V10, "a\rb", "a carriage return, which cannot be sent in STOMP 1.0")]
    [InlineData(StompVersion.V11, "a\rb", "a carriage return, which cannot be sent in STOMP 1.1")]
    internal void Write_ValueOldVersionCannotCarry_IsInvalid(StompVersion version, string value, string reason)
    {
        _writer.Version = version;
        _writer.Begin(StompCommand.Send);

        var error = Assert.Throws<MessengerException>(() => _writer.Header("comment"u8, value));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Connect_DoublesTheBackslashOnly()
    {
        _writer.Begin(StompCommand.Connect);
        _writer.Header("passcode"u8, @" p:a\b c");
        _writer.End(_output);

        Assert.Equal("CONNECT\npasscode: p:a\\\\b c\n\n\0", Written());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a:b")]
    [InlineData("a\nb")]
    [InlineData("é")]
    public void Write_HeaderNameOutsideTheAlphabet_IsInvalid(string name)
    {
        _writer.Begin(StompCommand.Send);

        var error = Assert.Throws<MessengerException>(() => _writer.Header(name, "x"));

        Assert.Equal(MessengerErrorKind.Invalid, error.Kind);
    }

    [Fact]
    public void Write_BeyondALimit_IsTooLargeAndNamesTheSetting()
    {
        var writer = new StompFrameWriter(new StompLimits { Line = 10, Headers = 2, Body = 3 });
        writer.Begin(StompCommand.Send);
        writer.Header("a"u8, "12345678");

        AssertTooLarge("Stomp:Limits:Line", () => writer.Header("a"u8, "123456789"));
        AssertTooLarge("Stomp:Limits:Body", () => writer.End(_output, "1234"u8));
        writer.Begin(StompCommand.Send);
        writer.Header("a"u8, "1");
        writer.Header("b"u8, "1");
        AssertTooLarge("Stomp:Limits:Headers", () => writer.Header("c"u8, "1"));
        Assert.Equal(0, _output.WrittenCount);
    }

    [Fact]
    public void Write_Frame_AllocatesNothing()
    {
        var body = new byte[1024];
        Send(body);
        _output.ResetWrittenCount();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            _output.ResetWrittenCount();
            Send(body);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("author", "author")]
    [InlineData("pdc-message-id", "pdc-message-id")]
    [InlineData("changeset_id", "changeset_id")]
    [InlineData("timestamp", "pdc_timestamp")]
    [InlineData("Destination", "pdc_Destination")]
    [InlineData("RECEIPT", "pdc_RECEIPT")]
    [InlineData("pdc_timestamp", "pdc_pdc_timestamp")]
    [InlineData("x-message-ttl", "pdc_x-message-ttl")]
    [InlineData("JMSXUserID", "pdc_JMSXUserID")]
    [InlineData("pdc_mine", "pdc_mine")]
    public void HeaderName_Reserved_GetsAPrefixAndTwoStayTwo(string name, string wire) =>
        Assert.Equal(wire, StompHeaderNames.ToWire(name));

    private static void AssertTooLarge(string setting, Action action)
    {
        var error = Assert.Throws<MessengerException>(action);
        Assert.Equal(MessengerErrorKind.TooLarge, error.Kind);
        Assert.Contains(setting, error.Message, StringComparison.Ordinal);
    }

    private void Send(byte[] body)
    {
        _writer.Begin(StompCommand.Send);
        _writer.Header("destination"u8, "/topic/pdc.compose");
        _writer.Header("author".AsSpan(), "jane:doe");
        _writer.Header("receipt"u8, 4711);
        _writer.End(_output, body);
    }

    private string Written() => Encoding.UTF8.GetString(_output.WrittenSpan);
}
