using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CsCheck;
using Microsoft.Extensions.Configuration;
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

    /// <summary>Those whose JSON is not made of plain fields alone.</summary>
    public static TheoryData<IPdcEvent> Contracts
    {
        get
        {
            var now = new PdcTimestamp(DateTimeOffset.UnixEpoch);
            var repo = new ContentDeliveryRepo(1, "r", "v", "a", "ftp", "dist", "rpm", "binary", "n", false, null);
            var list = new MailingList(3, "list", "list@example.com");
            return
            [
                new ComposeDeleted("c-1"),
                new ResourceRemoved<MailingList>("http://localhost/3/", list),
                new ResourceAdded<GlobalComponentContact>("/1/", new GlobalComponentContact(1, "bash", "cc", list)),
                new ResourceAdded<ContactRole>("/2/", new ContactRole("cc", ContactLimit.Unlimited)),
                new ResourceAdded<ReleasedFile>(
                    "/4/",
                    new ReleasedFile(4, 5, repo, null, DateOnly.MinValue, now, now, false, true, "b", null, "f")),
            ];
        }
    }

    [Theory]
    [MemberData(nameof(Contracts))]
    public void Write_AContract_IsWhatSubscribersRead(IPdcEvent contract)
    {
        var expected = new PdcPublishedEvent(contract)
        {
            Author = "alice",
            Comment = "Sit!",
            ChangesetId = Changeset.Id,
            CommittedOn = PdcTimestamp.ForCommittedOn(Changeset.CommittedOn),
        };

        Assert.Equal(
            Encoding.UTF8.GetString(PdcEventJson.Write(expected)),
            Text(Write(contract, new PdcOrigin("alice", "Sit!"), Changeset)));
    }

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

    [Theory]
    [InlineData(typeof(Looped), "JsonException")]
    [InlineData(typeof(Pointing), "NotSupportedException")]
    [InlineData(typeof(Throwing), "InvalidOperationException")]
    [InlineData(typeof(Colliding), "InvalidOperationException")]
    [InlineData(typeof(Infinite), "ArgumentException")]
    public void Write_CannotBeWritten_NamesTheEventTheCauseAndTheCure(Type type, string cause)
    {
        var error = Assert.Throws<PdcBusException>(() => Write(Activator.CreateInstance(type)!, default, null));

        Assert.Equal(
            $"{type.Name} cannot be written as JSON ({cause}). Check its properties; add its JsonSerializerContext " +
            "with AddEventJson(…).",
            error.Message);
        Assert.Equal(cause, error.InnerException!.GetType().Name);
    }

    [Fact]
    public void Write_NestedAndUnusualValues_KeepTheirFormAndPlace() => Assert.Equal(
        """{"whole":12345678901234567890,"exact":1.10,"small":1E-10,"when":"2026-03-08T12:00:00+02:00","text":"a\"b<ü>\n","list":[{"color_name":"red","size":null},{"color_name":"blue","size":1}],"by_name":{"Some Key":1},"odd \"name":true,"nothing":null,"author":"ž","comment":"<&>"}""",
        Text(Write(new Rich(), new PdcOrigin("ž", "<&>"), null)));

    [Fact]
    public void Write_Several_KeepTheirOrderIdsKeysAndTimes()
    {
        var writer = NewWriter(new EventJson([]));
        PendingEvent[] pending =
        [
            new(0, Guid.CreateVersion7(), new Painted("red"), "a", "x.a", "k", Make.Noon),
            new(1, Guid.CreateVersion7(), new Moved("shelf"), "b", "x.b", null, Make.Noon.AddSeconds(1)),
        ];

        var messages = writer.Write(pending, new CommonFields(default, null));

        Assert.Equal(
            pending.Select(p => (p.Id, p.FullTopic, p.OrderingKey, p.CreatedAt)),
            messages.Select(m => (m.Id, m.Topic, m.OrderingKey, m.CreatedAt)));
        Assert.Equal(["""{"color_name":"red","size":null,"author":"","comment":null}""", """{"place":"shelf","author":"","comment":null}"""], messages.Select(Text));
    }

    [Fact]
    public void Write_OwnJsonCode_IsAskedBeforeReflectionAndAfterTheContracts()
    {
        var own = new AskedResolver();

        Write(new Moved("shelf"), default, null, own);
        Write(new RpmsImported(1, "c", new DateOnly(2026, 3, 8), "test", 0), default, null, own);

        Assert.Contains(typeof(Moved), own.Asked);
        Assert.DoesNotContain(typeof(RpmsImported), own.Asked);
    }

    [Fact]
    public void Write_Contract_IsItsOwnObjectAndTheCommonFields() => Assert.Equal(
        """{"url":null,"old_value":{"url":"http://pdc/labels/1/","name":"a","description":"b"},"author":"","comment":null}""",
        Text(Write(new ResourceRemoved<Label>("http://pdc/labels/1/", new Label("http://pdc/labels/1/", "a", "b")), default, null)));

    [Theory]
    [InlineData(typeof(Moved))]
    [InlineData(typeof(MovedFar))]
    [InlineData(typeof(Carrying<string>))]
    public void Write_WhatTheInterfaceAsksFor_IsNoFieldHoweverItIsImplemented(Type type)
    {
        var pdcEvent = Activator.CreateInstance(type, "here")!;
        using var body = JsonDocument.Parse(Write(pdcEvent, default, null).Body);

        Assert.False(body.RootElement.TryGetProperty("topic", out _));
        Assert.False(body.RootElement.TryGetProperty("ordering_key", out _));
        Assert.Equal("here", body.RootElement.EnumerateObject().First().Value.GetString());
    }

    [Fact]
    public void Write_Traced_CarriesTheSpanOfTheRequest()
    {
        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C);
        activity.TraceStateString = "a=b";
        activity.Start();

        var message = Write(new Painted("red"), default, null);

        Assert.Equal((activity.Id, "a=b"), (message.TraceParent, message.TraceState));
        activity.Stop();
        Assert.Null(Write(new Painted("red"), default, null).TraceParent);
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
        var writer = NewWriter(new EventJson([]), "eng.pdc");

        Assert.Equal("eng.pdc.compose", writer.FullTopic("compose"));
        Assert.StartsWith(
            $"The topic 'eng.pdc.{new string('a', 250)}', with Bus:TopicPrefix before it, is longer than 255 bytes.",
            Assert.Throws<ArgumentException>(() => writer.FullTopic(new string('a', 250))).Message,
            StringComparison.Ordinal);
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
        object pdcEvent, PdcOrigin origin, PdcChangeset? changeset, IJsonTypeInfoResolver? context = null)
    {
        var json = new EventJson(context is null ? [] : [new EventJsonResolver(context)]);
        var writer = NewWriter(json);
        var pending = new PendingEvent(0, Guid.CreateVersion7(), pdcEvent, "t", "t", null, Make.Noon);
        return Assert.Single(writer.Write([pending], new CommonFields(origin, changeset)));
    }

    private static MessageWriter NewWriter(EventJson json, string prefix = "")
    {
        var section = new PdcBusSection(new ConfigurationBuilder().Build().GetSection("Bus"));
        return new MessageWriter(json, Options.Create(new PdcBusOptions { TopicPrefix = prefix }), section);
    }

    private static string Text(PdcMessage message) => Encoding.UTF8.GetString(message.Body.Span);

    private sealed class AskedResolver : IJsonTypeInfoResolver
    {
        public List<Type> Asked { get; } = [];

        public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options)
        {
            Asked.Add(type);
            return ((IJsonTypeInfoResolver)OwnJsonContext.Default).GetTypeInfo(type, options);
        }
    }
}
