using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

/// <summary>A result reports how many batches the outbox held when it ran.</summary>
public sealed class Results_are_decided_before_they_run
{
    [Theory]
    [MemberData(nameof(Styles.Both), MemberType = typeof(Styles))]
    public async Task If_they_are_plain_values(string style) =>
        Assert.Equal("""{"batches":1}""", await RunAsync(style, http => new Report(Outbox(http))));

    [Theory]
    [MemberData(nameof(Styles.Both), MemberType = typeof(Styles))]
    public async Task If_they_declare_their_status(string style) =>
        Assert.Equal("""{"batches":1}""", await RunAsync(style, http => style == "mvc"
            ? new OkObjectResult(new Report(Outbox(http)))
            : TypedResults.Ok(new Report(Outbox(http)))));

    [Theory]
    [MemberData(nameof(Styles.Both), MemberType = typeof(Styles))]
    public async Task If_they_are_http_results_of_a_controller(string style) =>
        Assert.Equal("""{"batches":1}""", await RunAsync(style, http => Results.Ok(new Report(Outbox(http)))));

    [Theory]
    [MemberData(nameof(Styles.Both), MemberType = typeof(Styles))]
    public async Task And_others_when_they_start_the_response(string style) =>
        Assert.Equal("before 0, after 1", await RunAsync(style, _ => new Telling()));

    [Fact]
    public async Task Also_behind_another_endpoint_filter()
    {
        await using var app = await TestApp.StartAsync(app => app.MapPost("/run", (HttpContext http) => Happen(http))
            .AddEndpointFilter((context, next) => next(context))
            .PublishPdcEvents());

        using var response = await app.PostAsync("/run");

        Assert.Equal(
            """{"batches":1}""", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static Report Happen(HttpContext http)
    {
        http.RequestServices.GetBuffer().Add(new Happened("it"));
        return new Report(Outbox(http));
    }

    private static RecordingOutbox Outbox(HttpContext http) =>
        http.RequestServices.GetRequiredService<RecordingOutbox>();

    private static async Task<string> RunAsync(string style, Func<HttpContext, object?> result)
    {
        await using var app = await TestApp.RunAsync(http =>
        {
            http.RequestServices.GetBuffer().Add(new Happened("it"));
            return Task.FromResult(result(http));
        });
        using var response = await app.PostAsync($"/{style}/run");
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private sealed class Report(RecordingOutbox outbox)
    {
        public int Batches => outbox.Batches.Count;
    }

    private sealed class Telling : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var outbox = Outbox(httpContext);
            var before = outbox.Batches.Count;
            await httpContext.Response.StartAsync(httpContext.RequestAborted);
            await httpContext.Response.WriteAsync(
                $"before {before}, after {outbox.Batches.Count}", httpContext.RequestAborted);
        }
    }
}
