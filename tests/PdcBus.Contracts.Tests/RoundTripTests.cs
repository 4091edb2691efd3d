using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;

namespace PdcBus.Contracts.Tests;

/// <summary>For any message of these shapes, not only for the recorded ones.</summary>
public sealed class RoundTripTests
{
    public static TheoryData<Type> Types => [.. PdcEventCatalog.All.Select(e => e.Type)];

    [Theory]
    [MemberData(nameof(Types))]
    public void AnyEvent_WrittenAndRead_WritesTheSameAgain(Type type) => Generate.Of(type).Sample(pdcEvent =>
        Assert.All(Wire.Ways.Values, options =>
        {
            var json = Wire.Write(pdcEvent, options);

            var read = Wire.Read(pdcEvent.Topic, json, options);

            Assert.IsType(type, read);
            Assert.Equal(json, Wire.Write(read, options));
        }));

    [Theory]
    [MemberData(nameof(Types))]
    public void AnyMessage_FieldsInAnyOrderAndUnknownOnes_IsRead(Type type)
    {
        var messages =
            from pdcEvent in Generate.Of(type)
            let message = Parse(Wire.Write(pdcEvent, PdcJsonContext.Default.Options))
            from fields in Gen.Shuffle(message.Select(f => f.Key).Concat(["author", "later_field"]).ToArray())
            select (pdcEvent, message, fields);

        messages.Sample((pdcEvent, message, fields) => Assert.All(Wire.Ways.Values, options =>
        {
            var shuffled = new JsonObject(fields.Select(f => KeyValuePair.Create(f, message[f]?.DeepClone())));

            var read = Wire.Read(pdcEvent.Topic, shuffled.ToJsonString(), options);

            AssertSame(message, Parse(Wire.Write(read, options)));
        }));
    }

    [Fact]
    public void AnyEvent_WrittenBothWays_IsTheSameText() =>
        Generate.Event.Sample(pdcEvent => Assert.Single(
            Wire.Ways.Values.Select(options => Wire.Write(pdcEvent, options)).Distinct()));

    [Theory]
    [MemberData(nameof(Types))]
    public void AnyMessage_WithAnyCommonFields_IsReadAndWrittenTheSame(Type type)
    {
        var messages =
            from pdcEvent in Generate.Of(type)
            from common in Common
            select (pdcEvent, common);

        messages.Sample((pdcEvent, common) =>
        {
            var message = Parse(Wire.Write(pdcEvent, PdcJsonContext.Default.Options));
            foreach (var (name, value) in common) message[name] = value?.DeepClone();

            var read = PdcEventJson.Read(pdcEvent.Topic, Bytes(message));

            Assert.IsType(type, read.Event);
            AssertSame(message, Parse(PdcEventJson.Write(read)));
        });
    }

    /// <summary>As from a publisher whose requests choose the fields, or from a later one that knows more.</summary>
    [Theory]
    [MemberData(nameof(Types))]
    public void AnyMessage_WithFieldsMissingAndUnknown_IsReadAndWrittenTheSame(Type type)
    {
        var messages =
            from pdcEvent in Generate.Of(type)
            let message = Parse(Wire.Write(pdcEvent, PdcJsonContext.Default.Options))
            let objects = Objects(message).ToArray()
            from at in Gen.Int[0, objects.Length - 1]
            let names = objects[at].Select(f => f.Key).Where(n => !TellsTheShape(n)).Append("nothing").ToArray()
            from lost in Gen.Int[0, names.Length - 1]
            from added in Generate.Text
            select (pdcEvent.Topic, Message: Change(message, objects[at], names[lost], added));

        messages.Sample(m => AssertSame(
            m.Message, Parse(PdcEventJson.Write(PdcEventJson.Read(m.Topic, Bytes(m.Message))))));
    }

    [Fact]
    public void AnyEvent_PutIntoAMessage_IsReadWithItsCommonFields()
    {
        var events =
            from pdcEvent in Generate.Event
            from author in Generate.Text
            from comment in Generate.Text.Null()
            from changeset in Gen.Long.Nullable()
            from time in Gen.DateTimeOffset
            select new PdcPublishedEvent(pdcEvent)
            {
                Author = author,
                Comment = comment,
                ChangesetId = changeset,
                CommittedOn = changeset is null ? null : PdcTimestamp.ForCommittedOn(time),
            };

        events.Sample(published =>
        {
            var read = PdcEventJson.Read(published.Topic, PdcEventJson.Write(published));

            Assert.Equal(
                (published.Author, published.Comment, published.ChangesetId, published.CommittedOn),
                (read.Author, read.Comment, read.ChangesetId, read.CommittedOn));
            Assert.Equal(
                Wire.Write(published.Event, PdcJsonContext.Default.Options),
                Wire.Write(read.Event, PdcJsonContext.Default.Options));
        });
    }

    /// <summary>All four, each with the values that it may have, and any of them missing.</summary>
    private static Gen<JsonObject> Common { get; } =
        from author in Generate.Text.Select(v => (JsonNode?)v)
        from comment in Generate.Text.Null().Select(v => (JsonNode?)v)
        from changeset in Gen.Long.Select(v => (JsonNode?)v)
        from time in Generate.Moment.Select(v => (JsonNode?)v)
        from missing in Gen.Bool.Array[4]
        select new JsonObject(new[]
        {
            KeyValuePair.Create("author", author),
            KeyValuePair.Create("comment", comment),
            KeyValuePair.Create("changeset_id", changeset),
            KeyValuePair.Create("committed_on", time),
        }.Where((_, i) => !missing[i]).Select(f => KeyValuePair.Create(f.Key, f.Value?.DeepClone())));

    // Without these a message, or a contact in it, could be any of several records.
    private static bool TellsTheShape(string name) => name is "action" or "username" or "mail_name";

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(f => Objects(f.Value)).Prepend(o),
        JsonArray a => a.SelectMany(Objects),
        _ => [],
    };

    private static JsonObject Change(JsonObject message, JsonObject part, string lost, string added)
    {
        part.Remove(lost);
        // Not where any field is known: in a dictionary by variant and architecture.
        if (part.GetPath().Contains("rtt_tested_architectures", StringComparison.Ordinal)) return message;
        part["later_field"] = new JsonObject { ["holds"] = new JsonArray(added, null) };
        return message;
    }

    private static byte[] Bytes(JsonObject message) => JsonSerializer.SerializeToUtf8Bytes((JsonNode)message);

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    private static JsonObject Parse(byte[] json) => JsonNode.Parse(json)!.AsObject();

    private static void AssertSame(JsonObject expected, JsonObject actual) =>
        Assert.True(JsonNode.DeepEquals(expected, actual), $"Expected {expected}, but got {actual}.");
}
