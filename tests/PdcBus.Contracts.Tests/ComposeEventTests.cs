using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PdcBus.Contracts.Tests;

/// <summary>Three shapes share the topic <c>compose</c>: a reader must never take one for another.</summary>
public sealed partial class ComposeEventTests
{
    private const string Deleted =
        """{"author":"","nested":{"action":"create"},"compose_id":"c-1","action":"delete"}""";

    [Theory]
    [MemberData(nameof(Wire.WayNames), MemberType = typeof(Wire))]
    public void ComposeEvent_ActionBehindOtherFields_IsFound(string way)
    {
        var read = JsonSerializer.Deserialize<ComposeEvent>(Deleted, Wire.Ways[way]);

        Assert.Equal(new ComposeDeleted("c-1"), read);
    }

    [Theory]
    [MemberData(nameof(Wire.WayNames), MemberType = typeof(Wire))]
    public async Task ComposeEvent_FromAStreamInPieces_IsRead(string way)
    {
        // Longer than the buffer of the serializer.
        var padded = Deleted.Replace(
            "\"author\":\"", $"\"author\":\"{new string('x', 100_000)}", StringComparison.Ordinal);
        await using var stream = new MemoryStream(Encoding.UTF8.GetBytes(padded));

        var read = await JsonSerializer.DeserializeAsync<ComposeEvent>(
            stream, Wire.Ways[way], TestContext.Current.CancellationToken);

        Assert.Equal(new ComposeDeleted("c-1"), read);
    }

    [Theory]
    [InlineData("""{"action":"explode","compose_id":"c-1"}""")]
    [InlineData("""{"action":1,"compose_id":"c-1"}""")]
    [InlineData("""{"action":null,"compose_id":"c-1"}""")]
    [InlineData("""{"compose_id":"c-1"}""")]
    [InlineData("""[]""")]
    [InlineData("\"delete\"")]
    public void ComposeEvent_WithoutAKnownAction_IsRefused(string json)
    {
        var error = Assert.Throws<JsonException>(
            () => JsonSerializer.Deserialize(json, PdcJsonContext.Default.ComposeEvent));

        Assert.Contains("needs one of the actions create, update and delete", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Wire.WayNames), MemberType = typeof(Wire))]
    public void ComposeCreated_FromAMessageOfAnotherAction_IsRefusedWithTheCure(string way)
    {
        var error = Assert.Throws<JsonException>(
            () => JsonSerializer.Deserialize<ComposeCreated>(Deleted, Wire.Ways[way]));

        Assert.Equal(
            "The action of this message is not 'create', so it is no ComposeCreated. " +
            "Read the topic compose as ComposeEvent.",
            error.Message);
    }

    [Theory]
    [MemberData(nameof(Wire.WayNames), MemberType = typeof(Wire))]
    public void ComposeEvent_WrittenAsTheBaseType_IsWrittenWhole(string way)
    {
        ComposeEvent created = new ComposeCreated("c-1", new DateOnly(2015, 3, 10), "test", 0);

        Assert.Equal(Wire.Write(created, Wire.Ways[way]), JsonSerializer.Serialize(created, Wire.Ways[way]));
    }

    [Fact]
    public void ComposeEvent_InTheContextOfAnotherProgram_IsReadAndWritten()
    {
        var log = new ComposeLog(
            [new ComposeDeleted("c-1"), new ComposeCreated("c-2", new DateOnly(2015, 3, 10), "test", 0)]);

        var json = JsonSerializer.Serialize(log, OtherContext.Default.ComposeLog);
        var read = JsonSerializer.Deserialize(json, OtherContext.Default.ComposeLog);

        Assert.Equal(log.Events, read!.Events);
    }

    [Fact]
    public void ComposeEvent_Null_StaysNull() =>
        Assert.Null(JsonSerializer.Deserialize("null", PdcJsonContext.Default.ComposeEvent));

    internal sealed record ComposeLog(IReadOnlyList<ComposeEvent> Events);

    [JsonSerializable(typeof(ComposeLog))]
    internal sealed partial class OtherContext : JsonSerializerContext;
}
