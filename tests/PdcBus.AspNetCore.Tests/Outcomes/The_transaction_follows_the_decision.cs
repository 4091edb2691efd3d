using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

public sealed class The_transaction_follows_the_decision
{
    private static readonly string[] Writing = ["POST", "PUT", "PATCH", "DELETE"];
    private static readonly string[] Reading = ["GET", "OPTIONS"];

    public static TheoryData<string, string, bool> Methods()
    {
        var data = new TheoryData<string, string, bool>();
        foreach (var style in new[] { "mvc", "minimal" })
        {
            foreach (var method in Writing) data.Add(style, method, true);
            foreach (var method in Reading) data.Add(style, method, false);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Around_the_action_of_a_method_that_may_write(string style, string method, bool writes)
    {
        await using var app = await TestApp.RunAsync(HappenAsync);

        using var request = new HttpRequestMessage(new HttpMethod(method), $"/{style}/run");
        using var response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);

        response.EnsureSuccessStatusCode();
        Assert.Equal(
            writes ? ["begin", "action", "commit", "append"] : ["action", "append"], app.Journal.Lines);
    }

    [Theory]
    [MemberData(nameof(Styles.Both), MemberType = typeof(Styles))]
    public async Task With_the_append_inside_if_the_outbox_joins_it(string style)
    {
        await using var app = await TestApp.RunAsync(HappenAsync);
        app.Outbox.JoinsTransaction = true;

        using var response = await app.PostAsync($"/{style}/run");

        Assert.Equal(["begin", "action", "append", "commit"], app.Journal.Lines);
    }

    [Theory]
    [MemberData(nameof(Styles.Both), MemberType = typeof(Styles))]
    public async Task Also_without_events(string style)
    {
        await using var app = await TestApp.RunAsync(_ => Task.FromResult<object?>("done"));

        using var response = await app.PostAsync($"/{style}/run");

        Assert.Equal(["begin", "commit"], app.Journal.Lines);
    }

    [Theory]
    [MemberData(nameof(Styles.Both), MemberType = typeof(Styles))]
    public async Task And_is_over_when_the_response_starts(string style)
    {
        await using var app = await TestApp.RunAsync(async http =>
        {
            await HappenAsync(http);
            await http.Response.StartAsync(http.RequestAborted);
            http.RequestServices.GetJournal().Add("started");
            return Results.Empty;
        });

        using var response = await app.PostAsync($"/{style}/run");

        Assert.Equal(["begin", "action", "commit", "append", "started"], app.Journal.Lines);
    }

    [Theory]
    [MemberData(nameof(Styles.Both), MemberType = typeof(Styles))]
    public async Task And_an_action_does_not_run_without_it(string style)
    {
        await using var app = await TestApp.RunAsync(
            HappenAsync, services => services.AddScoped<IPdcUnitOfWork, Unreachable>());

        using var response = await app.PostAsync($"/{style}/run");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(app.Journal.Lines);
    }

    [Theory]
    [MemberData(nameof(Styles.Both), MemberType = typeof(Styles))]
    public async Task And_a_commit_that_fails_publishes_nothing_and_answers_500(string style)
    {
        await using var app = await TestApp.RunAsync(
            HappenAsync, services => services.AddScoped<IPdcUnitOfWork, FailsToCommit>());

        using var response = await app.PostAsync($"/{style}/run");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal(["begin", "action", "roll back"], app.Journal.Lines);
        Assert.Equal(DiscardReason.NotStored, Assert.Single(app.Decisions).Decision.Reason);
    }

    [Theory]
    [MemberData(nameof(Styles.Both), MemberType = typeof(Styles))]
    public async Task And_an_outbox_that_fails_answers_500(string style)
    {
        await using var app = await TestApp.RunAsync(HappenAsync);
        app.Outbox.Failure = new IOException("The disk is full.");

        using var response = await app.PostAsync($"/{style}/run");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal(DiscardReason.NotStored, Assert.Single(app.Decisions).Decision.Reason);
    }

    [Theory]
    [MemberData(nameof(Styles.Both), MemberType = typeof(Styles))]
    public async Task And_an_outbox_that_fails_as_the_response_starts_answers_500(string style)
    {
        await using var app = await TestApp.RunAsync(
            async http =>
            {
                await HappenAsync(http);
                await http.Response.WriteAsync("done", http.RequestAborted);
                return Results.Empty;
            },
            kestrel: true);
        app.Outbox.Failure = new IOException("The disk is full.");

        using var response = await app.PostAsync($"/{style}/run");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(DiscardReason.NotStored, Assert.Single(app.Decisions).Decision.Reason);
    }

    private static Task<object?> HappenAsync(HttpContext http)
    {
        http.RequestServices.GetJournal().Add("action");
        http.RequestServices.GetBuffer().Add(new Happened("it"));
        return Task.FromResult<object?>("done");
    }

    private sealed class Unreachable : IPdcUnitOfWork
    {
        public Task BeginAsync(CancellationToken cancellationToken) => throw new IOException("No database.");

        public Task CommitAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task RollBackAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class FailsToCommit(Journal journal) : IPdcUnitOfWork
    {
        public Task BeginAsync(CancellationToken cancellationToken) => Note("begin");

        public Task CommitAsync(CancellationToken cancellationToken) => throw new IOException("A conflict.");

        public Task RollBackAsync(CancellationToken cancellationToken) => Note("roll back");

        private Task Note(string line)
        {
            journal.Add(line);
            return Task.CompletedTask;
        }
    }
}
