using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PdcBus.Conformance.Tests;

/// <summary>
/// What the original sent for a request is what is sent for it here. Left out are only the host, the numbers of rows and
/// changesets, and times: they differ from run to run.
/// </summary>
public sealed partial class The_recorded_messages : SampleTest
{
    public static TheoryData<string> Sent => NamesOf(request => !request.IsDropped);

    public static TheoryData<string> Dropped => NamesOf(request => request.IsDropped);

    [Theory, MemberData(nameof(Sent))]
    public async Task Are_sent(string name)
    {
        var recorded = await SendAsync(name);

        var messages = await Pdc.MessagesAsync();
        Assert.Equal(recorded.Messages.Length, messages.Count);
        Assert.Equal(
            KnownDifferences.Of(name),
            recorded.Messages.Zip(messages).Index().SelectMany(pair => pair.Item.First is { } message
                ? FindDifferences($"{pair.Index + 1}", message, pair.Item.Second)
                : []));
    }

    [Theory, MemberData(nameof(Dropped))]
    public async Task Are_dropped(string name)
    {
        var recorded = await SendAsync(name);

        Assert.Empty(await Pdc.MessagesAsync());
        Assert.Equal(
            recorded.Messages.Select(message => message!.Topic),
            Pdc.Ledger.Decisions.Single(decision => !decision.Decision.Publish).Events.Select(queued => $".{queued.Topic}"));
    }

    [Fact]
    public void Differ_only_for_requests_that_there_are() => Assert.All(
        KnownDifferences.All, known => Assert.NotNull(Recording.Of(known.Request)));

    private static TheoryData<string> NamesOf(Func<RecordedRequest, bool> condition) =>
        [.. Recording.Instance.Requests.Where(condition).Select(request => request.Name)];

    private async Task<RecordedRequest> SendAsync(string name)
    {
        var recorded = Recording.Of(name);
        foreach (var given in recorded.Given.SelectMany(what => Recording.Instance.Given[what]))
        {
            using var prepared = await given.SendAsync(Pdc);
            Assert.True(prepared.IsSuccessStatusCode, await prepared.Content.ReadAsStringAsync());
        }

        await Pdc.MessagesAsync();
        using var response = await recorded.SendAsync(Pdc);
        Assert.True(recorded.Status == response.StatusCode, await response.Content.ReadAsStringAsync());
        return recorded;
    }

    private IEnumerable<Difference> FindDifferences(string where, RecordedMessage recorded, Captured message) =>
        Difference.Between(
            Comparable(recorded.Topic[1..], recorded.Message, "http://testserver"),
            Comparable(message.Topic, JsonNode.Parse(message.Body.GetRawText())!, Pdc.Address),
            where);

    private static JsonObject Comparable(string topic, JsonNode body, string host) =>
        new() { ["topic"] = topic, ["body"] = Masked("", body, host) };

    private static JsonNode? Masked(string field, JsonNode? node, string host) => node switch
    {
        JsonObject fields => new JsonObject(
            fields.Select(pair => KeyValuePair.Create(pair.Key, Masked(pair.Key, pair.Value, host)))),
        JsonArray items => new JsonArray([.. items.Select(item => Masked("", item, host))]),
        JsonValue number when field is "id" or "changeset_id" && number.TryGetValue(out long _) => "a number",
        JsonValue value when value.TryGetValue(out string? text) => field == "committed_on" && Time().IsMatch(text)
            ? "a time"
            : NumberInUrl().Replace(text.Replace(host, "http://host", StringComparison.Ordinal), "${before}a number/"),
        _ => node?.DeepClone(),
    };

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{6})?\+00:00$")]
    private static partial Regex Time();

    [GeneratedRegex(@"^(?<before>http://host/.*/)\d+/$")]
    private static partial Regex NumberInUrl();
}
