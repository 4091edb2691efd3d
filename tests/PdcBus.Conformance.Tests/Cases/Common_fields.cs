namespace PdcBus.Conformance.Tests;

/// <summary>Who changed it, and why.</summary>
public sealed class Common_fields : SampleTest
{
    private static readonly object Label = new { name = "a", description = "b" };

    [Fact, Case(2)]
    public async Task The_owner_of_a_token_is_the_author()
    {
        using var response = await Pdc.PostAsync(
            Labels, Label, ("Authorization", $"Token {SampleServer.AliceToken}"));

        Assert.Equal("alice", Assert.Single(await Pdc.MessagesAsync()).Text("author"));
    }

    [Fact, Case(2)]
    public async Task The_user_of_a_session_is_the_author()
    {
        await using var pdc = new SampleWithSessions();
        using var signedIn = await pdc.SendAsync(HttpMethod.Get, "/sign-in/alice");

        using var response = await pdc.PostAsync(Labels, Label);

        Assert.Equal("alice", Assert.Single(await pdc.MessagesAsync()).Text("author"));
    }

    [Theory, Case(3)]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Grüße, 世界")]
    public async Task The_comment_is_the_header_as_it_came_and_null_without_one(string? comment)
    {
        (string, string)[] headers = comment is null ? [] : [("PDC-Change-Comment", comment)];

        using var response = await Pdc.PostAsync(Labels, Label, headers);

        Assert.Equal(comment, Assert.Single(await Pdc.MessagesAsync()).Text("comment"));
    }

    [Fact, Case(33)]
    public async Task An_author_of_the_messages_own_is_overwritten_by_the_user_of_the_request()
    {
        using var response = await Pdc.QueueAsync(
            "answer/200",
            """[["widgets.painted", { "author": "mallory", "colour": "red" }]]""",
            ("Authorization", $"Token {SampleServer.AliceToken}"));

        var message = Assert.Single(await Pdc.MessagesAsync());
        Assert.Equal("alice", message.Text("author"));
        Assert.Equal("red", message.Text("colour"));
    }
}
