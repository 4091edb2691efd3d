using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

public sealed class Failures_after_the_decision
{
    [Fact]
    public async Task A_406_changes_nothing_and_is_noted()
    {
        await using var app = await TestApp.StartAsync(
            app => app.MapControllers(),
            mvc: options => options.ReturnHttpNotAcceptable = true,
            handler: http =>
            {
                http.RequestServices.GetBuffer().Add(new Happened("it"));
                return Task.FromResult<object?>(new { done = true });
            });
        app.Client.DefaultRequestHeaders.Accept.ParseAdd("image/png");

        using var response = await app.PostAsync("/mvc/run");

        Assert.Equal(HttpStatusCode.NotAcceptable, response.StatusCode);
        Assert.Equal(["it"], app.Outbox.What);
        Assert.Equal("the status is 406", Assert.Single(app.Decisions).Note);
    }

    [Theory]
    [MemberData(nameof(Styles.Both), MemberType = typeof(Styles))]
    public async Task A_rendering_error_changes_nothing_and_is_noted(string style)
    {
        await using var app = await TestApp.RunAsync(http =>
        {
            http.RequestServices.GetBuffer().Add(new Happened("it"));
            return Task.FromResult<object?>(new Unrenderable("no"));
        });

        using var response = await app.PostAsync($"/{style}/run");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal(["it"], app.Outbox.What);
        Assert.Equal("the action threw InvalidDataException", Assert.Single(app.Decisions).Note);
    }

    [Theory]
    [MemberData(nameof(Styles.Both), MemberType = typeof(Styles))]
    public async Task An_exception_after_the_handler_started_the_response_discards_what_was_added_since(string style)
    {
        await using var app = await TestApp.RunAsync(async http =>
        {
            var events = http.RequestServices.GetBuffer();
            events.Add(new Happened("before"));
            await http.Response.StartAsync(http.RequestAborted);
            events.Add(new Happened("since"));
            throw new InvalidDataException();
        });

        await Assert.ThrowsAnyAsync<Exception>(() => ReadAsync(app, style));

        Assert.Equal(["before"], app.Outbox.What);
        Assert.Equal(
            [DiscardReason.None, DiscardReason.Exception], app.Decisions.Select(d => d.Decision.Reason));
        Assert.Equal("the action threw InvalidDataException", app.Decisions[0].Note);
    }

    [Theory]
    [MemberData(nameof(Styles.Both), MemberType = typeof(Styles))]
    public async Task A_stream_that_fails_midway_publishes_the_action_and_discards_what_was_added_since(string style)
    {
        await using var app = await TestApp.RunAsync(http =>
        {
            http.RequestServices.GetBuffer().Add(new Happened("before"));
            return Task.FromResult<object?>(TypedResults.Stream(async stream =>
            {
                await stream.WriteAsync("first "u8.ToArray(), http.RequestAborted);
                await stream.FlushAsync(http.RequestAborted);
                http.RequestServices.GetBuffer().Add(new Happened("since"));
                throw new InvalidDataException();
            }));
        });

        await Assert.ThrowsAnyAsync<Exception>(() => ReadAsync(app, style));

        Assert.Equal(["before"], app.Outbox.What);
        Assert.Equal(
            [DiscardReason.None, DiscardReason.Exception], app.Decisions.Select(d => d.Decision.Reason));
    }

    private static async Task ReadAsync(TestApp app, string style)
    {
        using var response = await app.PostAsync($"/{style}/run");
        await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private sealed record Unrenderable(string Error)
    {
        public string Value => throw new InvalidDataException(Error);
    }
}
