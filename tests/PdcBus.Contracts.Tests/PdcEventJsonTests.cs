using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PdcBus.Contracts.Tests;

public sealed class PdcEventJsonTests
{
    private static readonly Label Label = new("http://localhost/labels/1/", "a", "b");

    [Fact]
    public void Read_AMessage_HoldsTheEventAndItsCommonFields()
    {
        var read = Read("labels.changed",
            """
            {"url":"/1/","old_value":{"url":"/1/","name":"a","description":"b"},
            "new_value":{"url":"/1/","name":"c","description":"b"},"author":"alice","comment":"Sit!",
            "changeset_id":5000000000,"committed_on":"2018-03-08 09:24:18.123456+00:00"}
            """);

        var label = Assert.IsType<ResourceChanged<Label>>(read.Event);
        Assert.Equal(("a", "c"), (label.OldValue.Name, label.NewValue.Name));
        Assert.Equal("labels.changed", read.Topic);
        Assert.Equal("alice", read.Author);
        Assert.Equal("Sit!", read.Comment);
        Assert.Equal(5_000_000_000, read.ChangesetId);
        Assert.Equal(new DateTimeOffset(2018, 3, 8, 9, 24, 18, 123, 456, TimeSpan.Zero), read.CommittedOn!.Value.Value);
    }

    [Fact]
    public void Read_AMessageWithoutCommonFields_SaysThatTheyAreMissing()
    {
        var read = Read("compose", """{"action":"delete","compose_id":"c-1"}""");

        Assert.Equal(new ComposeDeleted("c-1"), read.Event);
        Assert.Null(read.Author);
        Assert.Null(read.Comment);
        Assert.Null(read.ChangesetId);
        Assert.Null(read.CommittedOn);
    }

    [Theory]
    // Every combination of what may be missing comes out as it came in.
    [InlineData("""{"action":"delete","compose_id":"c-1"}""")]
    [InlineData("""{"action":"delete","compose_id":"c-1","author":""}""")]
    [InlineData("""{"action":"delete","compose_id":"c-1","comment":null}""")]
    [InlineData("""{"action":"delete","compose_id":"c-1","author":"","comment":null}""")]
    [InlineData("""{"action":"delete","compose_id":"c-1","comment":"x","changeset_id":1}""")]
    [InlineData("""{"committed_on":"2018-03-08 09:24:18+00:00","action":"delete","compose_id":"c-1"}""")]
    [InlineData("""{"committed_on":"2018-03-08 09:24:18.500000+00:00","action":"delete","compose_id":"c-1"}""")]
    // Fields of a later version, and fields that the request left out.
    [InlineData("""{"action":"delete","compose_id":"c-1","later":{"a":[1.50,null]}}""")]
    [InlineData("""{"action":"delete"}""")]
    public void Write_WhatWasRead_IsTheSameValue(string json) => AssertKept("compose", json);

    [Theory]
    [InlineData("""{"url":"/1/","old_value":{"name":"a"},"new_value":{"name":"b"}}""")]
    [InlineData("""{"url":"/1/","old_value":{},"new_value":{"name":"b","colour":"red"}}""")]
    [InlineData("""{"url":"/1/","old_value":null,"new_value":{"name":null}}""")]
    [InlineData("""{"url":null,"author":"a","comment":"žluťoučký 🐎"}""")]
    [InlineData("""{}""")]
    public void Write_APartOfAResource_StaysThatPart(string json) => AssertKept("labels.changed", json);

    [Fact]
    public void Write_UnknownFieldsInsideLists_StayWhereTheyWere() => AssertKept(
        "component-branches.removed",
        """
        {"url":null,"old_value":{"id":1,"slas":[{"id":1,"sla":"x","eol":"2030-01-01","later":1},{"id":2}]}}
        """);

    [Fact]
    public void Write_AnEventWithoutRequest_IsThatOfAnAnonymousAuthor() => Assert.Equal(
        """{"action":"delete","compose_id":"c-1","author":"","comment":null}""",
        Encoding.UTF8.GetString(PdcEventJson.Write(new PdcPublishedEvent(new ComposeDeleted("c-1")))));

    [Fact]
    public void Write_AnEventOfARequest_HasTheCommonFieldsBehindItsOwn()
    {
        var published = new PdcPublishedEvent(new ResourceRemoved<Label>(Label.Url, Label))
        {
            Author = "žaneta",
            Comment = "</b>",
            ChangesetId = 7,
            CommittedOn = PdcTimestamp.ForCommittedOn(DateTimeOffset.UnixEpoch),
        };

        Assert.Equal(
            """
            {"url":null,"old_value":{"url":"http://localhost/labels/1/","name":"a","description":"b"},"author":"žaneta","comment":"</b>","changeset_id":7,"committed_on":"1970-01-01 00:00:00+00:00"}
            """,
            Encoding.UTF8.GetString(PdcEventJson.Write(published)));
    }

    [Fact]
    public void Read_TheOriginalsTopicWithItsDot_IsTheSame() =>
        Assert.Equal("labels.added", Read(".labels.added", "{}").Topic);

    [Theory]
    [InlineData("releases.removed")]
    [InlineData("org.fedoraproject.prod.pdc.compose")]
    [InlineData("")]
    public void Read_AnUnknownTopic_IsRefusedWithTheCure(string topic)
    {
        var error = Assert.Throws<ArgumentException>(() => Read(topic, "{}"));

        Assert.StartsWith(
            $"PDC announces nothing under the topic '{topic}'. PdcEventCatalog.All lists its topics, without the " +
            "prefix that a publisher may put before them.",
            error.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("labels.added", "")]
    [InlineData("labels.added", "null")]
    [InlineData("labels.added", "[]")]
    [InlineData("labels.added", "{} {}")]
    [InlineData("labels.added", """{"author":1}""")]
    [InlineData("labels.added", """{"comment":{}}""")]
    [InlineData("labels.added", """{"changeset_id":"1"}""")]
    [InlineData("labels.added", """{"changeset_id":1.5}""")]
    [InlineData("labels.added", """{"committed_on":"yesterday"}""")]
    [InlineData("labels.added", """{"new_value":{"name":1}}""")]
    [InlineData("cpes.added", """{"new_value":{"id":"1"}}""")]
    [InlineData("compose", """{"compose_id":"c-1"}""")]
    [InlineData("contact-roles.added", """{"new_value":{"count_limit":"many"}}""")]
    [InlineData("contact-roles.added", """{"new_value":{"count_limit":1.5}}""")]
    [InlineData("global-component-contacts.added", """{"new_value":{"contact":{"id":1}}}""")]
    [InlineData("released-files.added", """{"new_value":{"created_at":"2017"}}""")]
    [InlineData("released-files.added", """{"new_value":{"release_date":"2017-1-1"}}""")]
    public void Read_WhatIsNoSuchMessage_IsRefused(string topic, string json) =>
        Assert.ThrowsAny<JsonException>(() => Read(topic, json));

    [Fact]
    public void Write_AnEventThatIsNotPdcs_IsRefusedWithTheCure()
    {
        var error = Assert.Throws<ArgumentException>(() => PdcEventJson.Write(new PdcPublishedEvent(new Own())));

        Assert.StartsWith(
            "Own is none of PDC's events, which PdcEventCatalog.All lists. Write your own with your own " +
            "JsonSerializerContext.",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Contact_InAMessage_IsThePersonOrTheList()
    {
        var person = Read("global-component-contacts.added",
            """{"new_value":{"contact":{"id":3,"email":"p@x.example","username":"p"}}}""");
        var list = Read("global-component-contacts.added",
            """{"new_value":{"contact":{"mail_name":"l","id":4,"email":"l@x.example"}}}""");

        Assert.Equal(new Person(3, "p", "p@x.example"), Added<GlobalComponentContact>(person).Contact);
        Assert.Equal(new MailingList(4, "l", "l@x.example"), Added<GlobalComponentContact>(list).Contact);
    }

    [Fact]
    public void Limit_OfARole_IsANumberOrNone()
    {
        var three = Read("contact-roles.added", """{"new_value":{"name":"a","count_limit":3}}""");
        var none = Read("contact-roles.added", """{"new_value":{"name":"a","count_limit":"unlimited"}}""");

        Assert.Equal(new ContactLimit(3), Added<ContactRole>(three).CountLimit);
        Assert.Equal(ContactLimit.Unlimited, Added<ContactRole>(none).CountLimit);
        Assert.Equal(("3", "unlimited"), (new ContactLimit(3).ToString(), ContactLimit.Unlimited.ToString()));
    }

    [Fact]
    public void ReleasedFile_OutsideARepositoryOfRpms_HasNoFieldsOfAnRpm()
    {
        var repo = new ContentDeliveryRepo(1, "r", "v", "a", "ftp", "dist", "iso", "binary", "n", false, null);
        var time = new PdcTimestamp(DateTimeOffset.UnixEpoch);
        var file = new ReleasedFile(1, 2, repo, null, DateOnly.MinValue, time, time, false, false, null, null, null);

        var written = JsonNode.Parse(
            PdcEventJson.Write(new PdcPublishedEvent(new ResourceAdded<ReleasedFile>("/1/", file))))!;

        Assert.Null(written["new_value"]!["released_date"]);
        Assert.Equal(
            ["id", "file_primary_key", "repo", "released_date", "release_date", "created_at", "updated_at",
                "zero_day_release", "obsolete"],
            written["new_value"]!.AsObject().Select(f => f.Key));
    }

    private static T Added<T>(PdcPublishedEvent published)
        where T : IAddableResource => Assert.IsType<ResourceAdded<T>>(published.Event).NewValue;

    private static void AssertKept(string topic, string json)
    {
        var written = JsonNode.Parse(PdcEventJson.Write(Read(topic, json)));

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), written), $"Expected {json}, but got {written}.");
    }

    private static PdcPublishedEvent Read(string topic, string json) =>
        PdcEventJson.Read(topic, Encoding.UTF8.GetBytes(json));

    private sealed record Own : IPdcEvent
    {
        string IPdcEvent.Topic => "own";
    }
}
