using System.Text;
using System.Text.Json.Nodes;

namespace PdcBus.Contracts.Tests;

/// <summary>What the original sent goes through the contracts and comes out as the same JSON value.</summary>
public sealed class GoldenMessageTests
{
    private static readonly string[] CommonFields = ["author", "comment", "changeset_id", "committed_on"];

    public static IEnumerable<TheoryDataRow<string, string>> RecordedMessages =>
        from message in GoldenMessages.All.Index()
        select new TheoryDataRow<string, string>(message.Item.Topic, message.Item.Json)
        {
            TestDisplayName = $"Recorded message {message.Index + 1}, {message.Item.Topic}",
        };

    /// <summary>The records alone, nothing else: what they do not know would be missing here.</summary>
    [Theory]
    [MemberData(nameof(RecordedMessages))]
    public void RecordedMessage_ThroughItsRecord_StaysTheSame(string topic, string json)
    {
        // The publisher adds these to every message: they are no part of a contract.
        var message = JsonNode.Parse(json)!.AsObject();
        foreach (var name in CommonFields) message.Remove(name);

        Assert.All(Wire.Ways.Values, options =>
        {
            var pdcEvent = Wire.Read(topic, json, options);
            var written = JsonNode.Parse(Wire.Write(pdcEvent, options));

            Assert.True(JsonNode.DeepEquals(message, written), $"Expected {message}, but {pdcEvent} wrote {written}.");
            Assert.Equal(topic, pdcEvent.Topic);
        });
    }

    [Theory]
    [MemberData(nameof(RecordedMessages))]
    public void RecordedMessage_ReadAndWritten_StaysTheSame(string topic, string json)
    {
        var message = JsonNode.Parse(json)!.AsObject();

        var read = PdcEventJson.Read(topic, Encoding.UTF8.GetBytes(json));
        var written = JsonNode.Parse(PdcEventJson.Write(read));

        Assert.True(JsonNode.DeepEquals(message, written), $"Expected {message}, but got {written}.");
        Assert.Equal(topic, read.Topic);
        Assert.Equal((string?)message["author"], read.Author);
        Assert.Equal((string?)message["comment"], read.Comment);
        Assert.Equal((long?)message["changeset_id"], read.ChangesetId);
        Assert.Equal((string?)message["committed_on"], read.CommittedOn?.ToString());
    }

    [Fact]
    public void RecordedMessages_CoverTheCatalog_ButForTheseTopics() => Assert.Equal(
        [
            "global-components.removed",
            "multi-destinations.changed",
            "multi-destinations.removed",
            "push-targets.removed",
            "release-components.removed",
            "release-schedules.removed",
            "variant-cpes.removed",
        ],
        PdcEventCatalog.All
            .Where(e => !GoldenMessages.Events.Any(recorded => recorded.GetType() == e.Type))
            .Select(e => e.Topic)
            .Order(StringComparer.Ordinal));

    [Fact]
    public void RecordedImport_ItsThreeMessages_ShareOneKey()
    {
        var import = GoldenMessages.Batches.First(b => b.Count == 3 && b[0].Topic == "compose");

        var events = import.Select(m => PdcEventJson.Read(m.Topic, Encoding.UTF8.GetBytes(m.Json)).Event).ToArray();

        Assert.Equal(["compose", "rpms", "images"], events.Select(e => e.Topic));
        Assert.Equal("TP-1.0-20150310.0", Assert.Single(events.Select(e => e.OrderingKey).Distinct()));
    }
}
