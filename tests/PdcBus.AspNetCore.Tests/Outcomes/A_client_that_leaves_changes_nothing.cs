using Microsoft.AspNetCore.Http;

namespace PdcBus;

public sealed class A_client_that_leaves_changes_nothing
{
    [Theory]
    [InlineData("mvc", "a plain value")]
    [InlineData("mvc", "a result that writes")]
    [InlineData("mvc", "a result that writes nothing")]
    [InlineData("mvc", "a result that stops for it")]
    [InlineData("minimal", "a plain value")]
    [InlineData("minimal", "a result that writes")]
    [InlineData("minimal", "a result that writes nothing")]
    [InlineData("minimal", "a result that stops for it")]
    public async Task Once_the_action_has_done_its_work(string style, string result)
    {
        using var client = new CancellationTokenSource();
        var gone = false;
        await using var app = await TestApp.RunAsync(
            async http =>
            {
                http.RequestServices.GetBuffer().Add(new Happened("it"));
                await LeaveAsync(http, client);
                gone = http.RequestAborted.IsCancellationRequested;
                return result switch
                {
                    "a plain value" => "done",
                    "a result that writes" => new Late(CancellationToken.None),
                    "a result that stops for it" => new Late(http.RequestAborted),
                    _ => Results.Redirect("/"),
                };
            },
            kestrel: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            app.Client.PostAsync(new Uri($"/{style}/run", UriKind.Relative), null, client.Token));

        await Eventually.TrueAsync(() => app.Decisions.Count == 1);
        Assert.True(gone);
        Assert.True(app.Decisions[0].Decision.Publish, app.Decisions[0].Decision.Detail);
        Assert.Equal(["it"], app.Outbox.What);
        Assert.Equal(["begin", "commit", "append"], app.Journal.Lines);
    }

    [Theory]
    [MemberData(nameof(Styles.Both), MemberType = typeof(Styles))]
    public async Task But_an_action_that_stops_for_it_is_cancelled(string style)
    {
        using var client = new CancellationTokenSource();
        await using var app = await TestApp.RunAsync(
            async http =>
            {
                http.RequestServices.GetBuffer().Add(new Happened("it"));
                await LeaveAsync(http, client);
                http.RequestAborted.ThrowIfCancellationRequested();
                return "done";
            },
            kestrel: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            app.Client.PostAsync(new Uri($"/{style}/run", UriKind.Relative), null, client.Token));

        await Eventually.TrueAsync(() => app.Decisions.Count == 1);
        Assert.Equal(DiscardReason.Cancelled, app.Decisions[0].Decision.Reason);
        Assert.Equal(["begin", "roll back"], app.Journal.Lines);
    }

    /// <summary>Lets the client leave, and returns when the server has noticed.</summary>
    private static async Task LeaveAsync(HttpContext http, CancellationTokenSource client)
    {
        var noticed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = http.RequestAborted.Register(noticed.SetResult);
        await client.CancelAsync();
        await noticed.Task;
    }

    /// <summary>Tells its status only when it runs.</summary>
    private sealed class Late(CancellationToken stop) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status202Accepted;
            stop.ThrowIfCancellationRequested();
            return httpContext.Response.WriteAsync("done", stop);
        }
    }
}
