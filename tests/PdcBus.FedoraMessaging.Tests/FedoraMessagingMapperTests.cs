using System.Text;
using System.Text.Json;
using RabbitMQ.Client;

namespace PdcBus.FedoraMessaging.Tests;

public sealed class FedoraMessagingMapperTests
{
    private const uint FrameMax = 131_072;

    public static TheoryData<string> Recorded => [.. Golden.Messages.Keys];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Message_OfAGoldenVector_HasTheOriginalsTopicAndProperties(string name)
    {
        var recorded = Golden.Messages[name];
        var message = Golden.MessageOf(recorded);
        var mapper = new FedoraMessagingMapper(Golden.OptionsOf(recorded));

        var properties = mapper.PropertiesOf(message, FrameMax, out _);

        var expected = recorded.GetProperty("properties");
        Assert.Equal(recorded.GetProperty("routing_key").GetString(), mapper.RoutingKeyOf(message));
        Assert.Equal(expected.GetProperty("content_type").GetString(), properties.ContentType);
        Assert.Equal(expected.GetProperty("content_encoding").GetString(), properties.ContentEncoding);
        Assert.Equal(expected.GetProperty("delivery_mode").GetInt32(), (int)properties.DeliveryMode);
        Assert.Equal(expected.GetProperty("message_id").GetString(), properties.MessageId);
        Assert.False(
            properties.IsTimestampPresent() || properties.IsCorrelationIdPresent() || properties.IsReplyToPresent() ||
            properties.IsExpirationPresent() || properties.IsTypePresent() || properties.IsUserIdPresent() ||
            properties.IsAppIdPresent() || properties.IsPriorityPresent());
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Headers_OfAGoldenVector_AreTheLibrarysOwnInValueAndType(string name)
    {
        var recorded = Golden.Messages[name];
        string[] made = name == "caller headers" ? ["niceness", "n", "flag"] : [];

        var properties = new FedoraMessagingMapper(Golden.OptionsOf(recorded))
            .PropertiesOf(Golden.MessageOf(recorded), FrameMax, out _);

        var expected = recorded.GetProperty("headers").EnumerateArray()
            .Where(h => !made.Contains(h[0].GetString()))
            .Select(h => (h[0].GetString()!, h[1].GetString()!, h[2].ToString()));
        Assert.Equal(expected, properties.Headers!.Select(h => (h.Key, KindOf(h.Value), $"{h.Value}")));
    }

    [Fact]
    public void Notice_OfAnEvent_BecomesHeaders()
    {
        var notice = new PdcNotice
        {
            Severity = PdcSeverity.Warning,
            Summary = "Widget 7 is broken",
            AffectedObjects =
            [
                new(PdcObjectKind.User, "ann"), new(PdcObjectKind.Group, "sysadmin"), new(PdcObjectKind.Rpm, "bash"),
                new(PdcObjectKind.Container, "c"), new(PdcObjectKind.Module, "m"), new(PdcObjectKind.Flatpak, "f"),
                new(PdcObjectKind.Rpm, "bash"),
            ],
            Urls = ["https://example.org/7", "https://example.org/"],
        };

        var headers = Mapper().PropertiesOf(Make.Message(notice: notice), FrameMax, out var leftOut).Headers!;

        Assert.Equal(0, leftOut);
        Assert.Equal(30, headers["fedora_messaging_severity"]);
        Assert.Equal("Widget 7 is broken", headers["summary"]);
        Assert.Equal(["https://example.org/7", "https://example.org/"], Assert.IsType<List<string>>(headers["urls"]));
        Assert.All(
            ["user_ann", "group_sysadmin", "rpm_bash", "container_c", "module_m", "flatpak_f"],
            name => Assert.Equal(true, headers[$"fedora_messaging_{name}"]));
        Assert.Equal(5 + 2 + 6, headers.Count);
    }

    [Fact]
    public void Message_WithoutANotice_HasNoHeadersBesideTheLibrarysOwn() => Assert.Equal(
        [
            "fedora_messaging_schema", "fedora_messaging_schema_package", "sent-at", "fedora_messaging_severity", "priority",
        ],
        Mapper().PropertiesOf(Make.Message(), FrameMax, out _).Headers!.Keys);

    [Theory]
    [InlineData(1000, 1000)]
    [InlineData(3500, 1000)]
    public void Objects_MoreThanAnybodyFollows_AreLeftOut(int objects, int kept)
    {
        var properties = Mapper().PropertiesOf(Make.Message(notice: Make.Affecting(objects)), FrameMax, out var leftOut);

        Assert.Equal(objects - kept, leftOut);
        Assert.Equal(kept, properties.Headers!.Keys.Count(k => k.StartsWith("fedora_messaging_rpm_", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(131_072)]
    [InlineData(0)]
    public void Properties_OfAMessageWithLongObjects_FitIntoAFrame(uint frameMax)
    {
        var notice = new PdcNotice
        {
            Summary = new string('s', 100_000),
            AffectedObjects = [.. Enumerable.Range(0, 1000).Select(
                i => new PdcAffectedObject(PdcObjectKind.Rpm, $"{new string('ü', 100)}{i}"))],
            Urls = [new string('u', 100_000)],
        };

        var properties = Mapper().PropertiesOf(Make.Message(notice: notice), frameMax, out var leftOut);

        var limit = frameMax == 0 ? 131_072 : (int)frameMax;
        // The frame's own 8 bytes, and class, weight and size of the body.
        Assert.InRange(((IAmqpWriteable)properties).GetRequiredBufferSize() + 8 + 12, limit - 1200, limit);
        Assert.True(leftOut > 0);
    }

    [Fact]
    public void Object_WhoseNameIsTooLongForAHeader_IsLeftOut()
    {
        var notice = new PdcNotice
        {
            AffectedObjects = [new(PdcObjectKind.Rpm, new string('x', 255)), new(PdcObjectKind.Rpm, "bash")],
        };

        var headers = Mapper().PropertiesOf(Make.Message(notice: notice), FrameMax, out var leftOut).Headers!;

        Assert.Equal(1, leftOut);
        Assert.Contains("fedora_messaging_rpm_bash", headers.Keys);
    }

    [Theory]
    [InlineData("org.fedoraproject.dev", "pdc", "org.fedoraproject.dev.pdc.compose")]
    [InlineData("", "pdc", "pdc.compose")]
    [InlineData("org.fedoraproject.prod", "", "org.fedoraproject.prod.compose")]
    [InlineData("", "", "compose")]
    public void Topic_OfParts_LeavesEmptyOnesOut(string prefix, string modName, string expected) => Assert.Equal(
        expected,
        new FedoraMessagingMapper(new FedoraMessagingOptions { TopicPrefix = prefix, ModName = modName })
            .RoutingKeyOf(Make.Message()));

    [Fact]
    public void Topic_LongerThanAShortString_IsInvalid()
    {
        var error = Assert.Throws<MessengerException>(() => Mapper().RoutingKeyOf(Make.Message(new string('é', 115))));

        Assert.Equal(MessengerErrorKind.Invalid, error.Kind);
        Assert.EndsWith(
            "is longer than 255 bytes, which is all that AMQP carries. Shorten PdcBus:FedoraMessaging:TopicPrefix, ModName, " +
            "or the event's topic.",
            error.Message,
            StringComparison.Ordinal);
        Assert.Equal(255, Encoding.UTF8.GetByteCount(Mapper().RoutingKeyOf(Make.Message(new string('é', 114) + "x"))));
    }

    [Fact]
    public void Time_InAnotherZone_IsWrittenInUtcWithoutAFraction()
    {
        var at = new DateTimeOffset(2027, 1, 1, 0, 30, 0, 999, TimeSpan.FromHours(2));

        var headers = Mapper().PropertiesOf(Make.Message(at: at), FrameMax, out _).Headers!;

        Assert.Equal("2026-12-31T22:30:00+00:00", headers["sent-at"]);
    }

    [Fact]
    public void Package_OfAnotherSchema_IsNamedOnlyIfItIsKnown()
    {
        var unknown = new FedoraMessagingMapper(new FedoraMessagingOptions { Schema = "pdc.compose.v1" });
        var known = new FedoraMessagingMapper(
            new FedoraMessagingOptions { Schema = "pdc.compose.v1", SchemaPackage = "pdc_messages" });

        Assert.DoesNotContain("fedora_messaging_schema_package", unknown.PropertiesOf(Make.Message(), FrameMax, out _).Headers!.Keys);
        Assert.Equal("pdc_messages", known.PropertiesOf(Make.Message(), FrameMax, out _).Headers!["fedora_messaging_schema_package"]);
    }

    private static FedoraMessagingMapper Mapper() => new(new FedoraMessagingOptions());

    private static string KindOf(object? value) => value switch
    {
        string => "S",
        int => "I",
        bool => "t",
        _ => $"{value?.GetType()}",
    };
}
