using System.Text.Json.Nodes;

namespace PdcBus.Contracts.Tests;

/// <summary>What the original sent goes through the contracts and comes out as the same JSON value.</summary>
public sealed class GoldenMessageTests
{
    private static readonly string[] CommonFields = ["author", "comment", "changeset_id", "committed_on"];

    public static IEnumerable<TheoryDataRow<string, string>> RecordedMessages =>
        from way in Wire.Ways.Keys
        from line in GoldenMessages.Lines.Index()
        select new TheoryDataRow<string, string>(way, line.Item)
        {
            TestDisplayName = $"Recorded message {line.Index + 1}, {way}",
        };

    [Theory]
    [MemberData(nameof(RecordedMessages))]
    public void RecordedMessage_ThroughItsContract_StaysTheSame(string way, string line)
    {
        var (topic, message) = GoldenMessages.Parse(line);

        var pdcEvent = Wire.Read(topic, message.ToJsonString(), Wire.Ways[way]);
        var written = JsonNode.Parse(Wire.Write(pdcEvent, Wire.Ways[way]));

        // The publisher adds these to every message: they are no part of a contract.
        foreach (var name in CommonFields) message.Remove(name);
        Assert.True(JsonNode.DeepEquals(message, written), $"Expected {message}, but {pdcEvent} wrote {written}.");
        Assert.Equal(topic, pdcEvent.Topic);
    }

    [Fact]
    public void RecordedMessages_CoverEveryEvent() => Assert.Equivalent(
        ContractTypes.Events, GoldenMessages.Events.Select(e => e.GetType()).Distinct(), strict: true);

    [Fact]
    public void RecordedImport_ItsThreeMessages_ShareOneKey()
    {
        var import = GoldenMessages.Events.Take(3).ToArray();

        Assert.Equal(["compose", "rpms", "images"], import.Select(e => e.Topic));
        Assert.Equal("TP-1.0-20150310.0", Assert.Single(import.Select(e => e.OrderingKey).Distinct()));
    }
}
