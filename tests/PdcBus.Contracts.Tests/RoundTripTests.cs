using System.Text.Json.Nodes;
using CsCheck;

namespace PdcBus.Contracts.Tests;

/// <summary>For any message of these shapes, not only for the recorded ones.</summary>
public sealed class RoundTripTests
{
    [Theory]
    [MemberData(nameof(Wire.WayNames), MemberType = typeof(Wire))]
    public void AnyEvent_WrittenAndRead_WritesTheSameAgain(string way)
    {
        var options = Wire.Ways[way];

        Generate.Event.Sample(pdcEvent =>
        {
            var json = Wire.Write(pdcEvent, options);

            var read = Wire.Read(pdcEvent.Topic, json, options);

            Assert.IsType(pdcEvent.GetType(), read);
            Assert.Equal(json, Wire.Write(read, options));
        });
    }

    [Theory]
    [MemberData(nameof(Wire.WayNames), MemberType = typeof(Wire))]
    public void AnyMessage_FieldsInAnyOrderAndUnknownOnes_IsRead(string way)
    {
        var options = Wire.Ways[way];
        var messages =
            from pdcEvent in Generate.Event
            let message = JsonNode.Parse(Wire.Write(pdcEvent, options))!.AsObject()
            from fields in Gen.Shuffle(message.Select(f => f.Key).Concat(["author", "later_field"]).ToArray())
            select (pdcEvent, message, fields);

        messages.Sample((pdcEvent, message, fields) =>
        {
            var shuffled = new JsonObject(fields.Select(f => KeyValuePair.Create(f, message[f]?.DeepClone())));

            var read = Wire.Read(pdcEvent.Topic, shuffled.ToJsonString(), options);

            Assert.True(JsonNode.DeepEquals(message, JsonNode.Parse(Wire.Write(read, options))));
        });
    }

    [Fact]
    public void AnyEvent_WrittenBothWays_IsTheSameText() =>
        Generate.Event.Sample(pdcEvent => Assert.Single(
            Wire.Ways.Values.Select(options => Wire.Write(pdcEvent, options)).Distinct()));
}
