using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace PdcBus;

public sealed class Messages_say_who_and_why
{
    [Theory]
    [MemberData(nameof(Styles.Both), MemberType = typeof(Styles))]
    public async Task The_author_is_the_user(string style)
    {
        await using var app = await TestApp.RunAsync(HappenAsync);
        app.Client.DefaultRequestHeaders.Add("X-User", "alice");

        using var response = await app.PostAsync($"/{style}/run");

        AssertField(app, "author", "alice");
    }

    [Theory]
    [MemberData(nameof(Styles.Both), MemberType = typeof(Styles))]
    public async Task The_author_of_an_anonymous_request_is_empty(string style)
    {
        await using var app = await TestApp.RunAsync(HappenAsync);

        using var response = await app.PostAsync($"/{style}/run");

        AssertField(app, "author", "");
    }

    [Theory]
    [InlineData("mvc", null)]
    [InlineData("mvc", "")]
    [InlineData("mvc", "Sit!")]
    [InlineData("mvc", "Příliš žluťoučký kůň 🐎")]
    [InlineData("minimal", null)]
    [InlineData("minimal", "")]
    [InlineData("minimal", "Sit!")]
    [InlineData("minimal", "Příliš žluťoučký kůň 🐎")]
    public async Task The_comment_is_the_header_as_it_came(string style, string? comment)
    {
        await using var app = await TestApp.RunAsync(HappenAsync, kestrel: true);
        using var handler = new SocketsHttpHandler
        {
            RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8,
        };
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(app.Address, $"/{style}/run"));
        if (comment is not null) request.Headers.TryAddWithoutValidation("PDC-Change-Comment", comment);

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        AssertField(app, "comment", comment);
    }

    private static Task<object?> HappenAsync(HttpContext http)
    {
        http.RequestServices.GetBuffer().Add(new Happened("it"));
        return Task.FromResult<object?>("done");
    }

    private static void AssertField(TestApp app, string name, string? value)
    {
        using var body = JsonDocument.Parse(Assert.Single(app.Outbox.Messages).Body);
        Assert.Equal(value, body.RootElement.GetProperty(name).GetString());
    }
}
