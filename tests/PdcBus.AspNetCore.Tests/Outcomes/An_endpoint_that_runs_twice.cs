using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace PdcBus;

public sealed class An_endpoint_that_runs_twice
{
    [Theory]
    [MemberData(nameof(Styles.Both), MemberType = typeof(Styles))]
    public async Task In_one_request_publishes_what_the_first_run_added(string style)
    {
        var runs = 0;
        Handler handler = http =>
        {
            if (++runs == 1) http.RequestServices.GetBuffer().Add(new Happened("it"));
            return Task.FromResult<object?>(Results.Empty);
        };
        await using var app = await TestApp.StartAsync(
            app =>
            {
                app.Use(async (http, next) =>
                {
                    await next(http);
                    await next(http);
                });
                app.MapControllers();
                app.MapPost("/minimal/run", (Delegate)handler).PublishPdcEvents();
            },
            handler: handler);

        using var response = await app.PostAsync($"/{style}/run");

        Assert.Equal(2, runs);
        Assert.Equal(["begin", "commit", "append"], app.Journal.Lines);
        Assert.Single(app.Decisions);
    }
}
