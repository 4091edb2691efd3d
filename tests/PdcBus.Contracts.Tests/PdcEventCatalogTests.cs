using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace PdcBus.Contracts.Tests;

/// <summary>The catalog against what the original's router and serializers declare.</summary>
public sealed class PdcEventCatalogTests
{
    private static readonly Dictionary<string, JsonNode> Original =
        JsonNode.Parse(TestFile.Read("resources.json"))!.AsArray().ToDictionary(r => (string)r!["prefix"]!, r => r!);

    /// <summary>What the representation adds beside the fields of its serializer.</summary>
    private static readonly Dictionary<string, string[]> Added =
        new() { ["released-files"] = ["build", "package", "file"] };

    public static TheoryData<string> Resources => [.. Original.Keys];

    [Fact]
    public void All_Counted_HasTheTopicsOfTheOriginal()
    {
        Assert.Equal(112, PdcEventCatalog.All.Count);
        Assert.Equal(110, PdcEventCatalog.All.DistinctBy(e => e.Topic).Count());
        Assert.Equal(41, Original.Count);
    }

    [Fact]
    public void All_OfResources_HasExactlyTheActionsOfTheOriginal()
    {
        var expected =
            from resource in Original
            from action in resource.Value["actions"]!.AsArray()
            select $"{resource.Key}.{action}";

        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            PdcEventCatalog.All.Where(e => e.Type.IsGenericType).Select(e => e.Topic).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public void Resource_ItsFields_AreThoseOfTheOriginalsSerializer(string prefix)
    {
        var fields = Original[prefix]["fields"]!.AsArray();
        var expected = fields.Select(f => (string)f!["name"]!).Concat(Added.GetValueOrDefault(prefix, []));
        var properties = PropertiesOf(prefix);

        Assert.Equal(expected.Order(StringComparer.Ordinal), properties.Keys.Order(StringComparer.Ordinal));
        Assert.All(
            fields.Where(f => (bool?)f!["nullable"] == true),
            f => Assert.True(MayBeNull(properties[(string)f!["name"]!]), $"{f} must be nullable."));
    }

    [Fact]
    public void RecordedNull_InAResource_StandsOnlyWhereTheContractAllowsIt()
    {
        var nulls =
            from message in GoldenMessages.All
            from part in new[] { "old_value", "new_value" }
            let value = JsonNode.Parse(message.Json)![part]
            where value is not null
            from field in value.AsObject()
            where field.Value is null
            select (Resource: message.Topic[..message.Topic.LastIndexOf('.')], Field: field.Key);

        Assert.All(nulls, n => Assert.True(MayBeNull(PropertiesOf(n.Resource)[n.Field]), $"{n} is never null."));
        Assert.NotEmpty(nulls);
    }

    [Fact]
    public void All_ItsTypes_ArePublicRecordsWithTheTopicThatIsListed() => Assert.All(
        GoldenMessages.Events,
        e => Assert.Contains(PdcEventCatalog.All, d => d.Type == e.GetType() && d.Topic == e.Topic));

    [Fact]
    public void All_ItsActions_AreThoseInTheMessages() => Assert.All(
        GoldenMessages.All.Zip(GoldenMessages.Events),
        message =>
        {
            var (topic, json) = message.First;
            var description = PdcEventCatalog.All.Single(d => d.Type == message.Second.GetType());
            var action = (string?)JsonNode.Parse(json)!["action"] ?? topic[(topic.LastIndexOf('.') + 1)..];
            Assert.Equal(action, description.Action);
        });

    [Theory]
    [InlineData("labels.added", true)]
    [InlineData(".labels.added", true)]
    [InlineData("contacts/people.removed", true)]
    [InlineData("compose", true)]
    [InlineData("releases.removed", false)]
    [InlineData("labels", false)]
    [InlineData("Labels.added", false)]
    [InlineData("..labels.added", false)]
    [InlineData("", false)]
    public void Contains_ATopic_SaysWhetherItExists(string topic, bool known) =>
        Assert.Equal(known, PdcEventCatalog.Contains(topic));

    private static Dictionary<string, PropertyInfo> PropertiesOf(string resource)
    {
        var type = PdcEventCatalog.All.First(e => e.Topic == $"{resource}.changed").Type.GenericTypeArguments[0];
        return (
            from property in type.GetProperties()
            let name = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name
            where name is not null
            select (name, property)).ToDictionary(p => p.name, p => p.property);
    }

    private static bool MayBeNull(PropertyInfo property) =>
        new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;
}
