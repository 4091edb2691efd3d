using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Microsoft.Extensions.Options;

namespace PdcBus;

public sealed class MessageWriterTests
{
    private static readonly PdcChangeset Changeset = new(2, new DateTimeOffset(2018, 3, 8, 9, 24, 18, TimeSpan.Zero).AddTicks(1234567));

    [Fact]
    public void Write_Changeset_FollowsTheEventsOwnFields() => Assert.Equal(
        """{"color_name":"red","size":null,"author":"alice","comment":"Sit!","changeset_id":2,"committed_on":"2018-03-08 09:24:18.123456+00:00"}""",
        Text(Write(new Painted("red"), new PdcOrigin("alice", "Sit!"), Changeset)));

    [Fact]
    public void Write_NoChangesetNoComment_WritesNullCommentAndOmitsTheChangeset() => Assert.Equal(
        """{"color_name":"red","size":3,"author":"","comment":null}""",
        Text(Write(new Painted("red", 3), default, null)));

    [Fact]
    public void Write_FieldsOfTheSameName_AreOverwritten()
    {
        var body = JsonNode.Parse(Write(new Signed("x", "y", 99, "z"), new PdcOrigin("alice", null), Changeset).Body.Span)!;

        Assert.Equal("alice", (string?)body["author"]);
        Assert.Null(body["comment"]);
        Assert.Equal(2, (int?)body["changeset_id"]);
        Assert.Equal(4, body.AsObject().Count);
    }

    [Fact]
    public void Write_NoChangeset_LeavesTheEventsOwnFieldsOfThatName()
    {
        var body = JsonNode.Parse(Write(new Signed("x", "y", 99, "z"), default, null).Body.Span)!;

        Assert.Equal(99, (int?)body["changeset_id"]);
        Assert.Equal("z", (string?)body["committed_on"]);
    }

    [Theory]
    [InlineData(0, "2018-03-08 09:24:18+00:00")]
    [InlineData(9, "2018-03-08 09:24:18+00:00")]
    [InlineData(10, "2018-03-08 09:24:18.000001+00:00")]
    [InlineData(5_000_000, "2018-03-08 09:24:18.500000+00:00")]
    public void Write_CommittedOn_HasSixDigitsOrNone(long ticks, string expected)
    {
        var local = new DateTimeOffset(2018, 3, 8, 11, 24, 18, TimeSpan.FromHours(2)).AddTicks(ticks);

        var message = Write(new Painted("red"), default, new PdcChangeset(1, local));

        Assert.Equal(expected, message.Headers[PdcHeaders.CommittedOn]);
    }

    [Fact]
    public void Write_Headers_ArePresentOrAbsentLikeTheFields()
    {
        var message = Write(new Painted("red"), new PdcOrigin(null, ""), Changeset);

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["pdc-message-id"] = message.Id.ToString(),
                ["author"] = "",
                ["comment"] = "",
                ["changeset_id"] = "2",
                ["committed_on"] = "2018-03-08 09:24:18.123456+00:00",
            },
            message.Headers);
        Assert.Equal(["author", "pdc-message-id"], Write(new Painted("red"), default, null).Headers.Keys.Order());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Write_PublicTopicProperty_IsNoField(bool generated) => Assert.Equal(
        """{"place":"shelf","author":"","comment":null}""",
        Text(Write(new Moved("shelf"), default, null, generated ? OwnJsonContext.Default : null)));

    [Fact]
    public void Write_NoObject_SaysWhatToDo()
    {
        var error = Assert.Throws<PdcBusException>(() => Write(new Listed(), default, null));

        Assert.StartsWith("Listed does not become a JSON object", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_AnyText_ArrivesAsItWas() => Gen.String.Sample(text =>
    {
        // Lone surrogates are no text: JSON writes them as the replacement character.
        var valid = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        var body = JsonDocument.Parse(Write(new Painted(text), new PdcOrigin(text, text), null).Body).RootElement;
        return body.GetProperty("color_name").GetString() == valid
            && body.GetProperty("author").GetString() == valid
            && body.GetProperty("comment").GetString() == valid;
    });

    [Fact]
    public void Write_TopicPrefix_StandsBeforeTheTopic()
    {
        var writer = new MessageWriter(new EventJson([]), Options.Create(new PdcBusOptions { TopicPrefix = "eng.pdc" }));

        Assert.Equal("eng.pdc.compose", writer.FullTopic("compose"));
    }

    [Fact]
    public void AsReplay_Again_Counts()
    {
        var replay = Make.Message("m").AsReplay();
        var again = replay.AsReplay();

        Assert.Equal(("1", "2"), (replay.Headers[PdcHeaders.Replay], again.Headers[PdcHeaders.Replay]));
        Assert.Equal(replay.Id, again.Id);
    }

    private static PdcMessage Write(
        object pdcEvent, PdcOrigin origin, PdcChangeset? changeset, OwnJsonContext? context = null)
    {
        var json = new EventJson(context is null ? [] : [new EventJsonResolver(context)]);
        var writer = new MessageWriter(json, Options.Create(new PdcBusOptions()));
        var pending = new PendingEvent(Guid.CreateVersion7(), pdcEvent, "t", "t", null, Make.Noon);
        return Assert.Single(writer.Write([pending], new CommonFields(origin, changeset)));
    }

    private static string Text(PdcMessage message) => Encoding.UTF8.GetString(message.Body.Span);
}
