using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace PdcBus;

public sealed class PublishPdcEventsEndpointTests
{
    private static readonly string[] InTransaction = ["begin", "commit", "append"];
    private static readonly string[] WithoutTransaction = ["append"];

    [Fact]
    public async Task Endpoint_OnItsOwn_Publishes() => await AssertAsync(
        app => app.MapPost("/run", Happen).PublishPdcEvents(), InTransaction);

    [Fact]
    public async Task Endpoint_WithoutTransaction_OpensNone() => await AssertAsync(
        app => app.MapPost("/run", Happen).PublishPdcEvents(PdcTransaction.None), WithoutTransaction);

    [Fact]
    public async Task Endpoint_OfGroup_Publishes() => await AssertAsync(
        app => app.MapGroup("").PublishPdcEvents().MapPost("/run", Happen), InTransaction);

    [Fact]
    public async Task Endpoint_OfNestedGroups_InnerSettingsHoldAndItActsOnce() => await AssertAsync(
        app => app.MapGroup("").PublishPdcEvents()
            .MapGroup("").PublishPdcEvents(PdcTransaction.None)
            .MapPost("/run", Happen),
        WithoutTransaction);

    [Theory]
    [InlineData(PdcTransaction.None, PdcTransaction.Required)]
    [InlineData(PdcTransaction.Required, PdcTransaction.None)]
    public async Task Endpoint_AndItsGroup_EndpointSettingsHoldAndItActsOnce(
        PdcTransaction group, PdcTransaction own) =>
        await AssertAsync(
            app => app.MapGroup("").PublishPdcEvents(group).MapPost("/run", Happen).PublishPdcEvents(own),
            own == PdcTransaction.Required ? InTransaction : WithoutTransaction);

    [Fact]
    public async Task Endpoint_OfGroupAndAttributeOnHandler_AttributeSettingsHold() => await AssertAsync(
        app => app.MapGroup("").PublishPdcEvents().MapPost(
            "/run", [PublishPdcEvents(Transaction = PdcTransaction.None)] (HttpContext http) => Happen(http)),
        WithoutTransaction);

    [Fact]
    public async Task Endpoint_OfARequestDelegate_Publishes() => await AssertAsync(
        app => app.MapPost("/run", (RequestDelegate)(http => http.Response.WriteAsync(Happen(http))))
            .PublishPdcEvents(),
        InTransaction);

    [Fact]
    public async Task Endpoint_ReturningNothing_Publishes() => await AssertAsync(
        app => app.MapPost("/run", (IPdcEventBuffer events) => { events.Add(new Happened("it")); }).PublishPdcEvents(),
        InTransaction);

    [Fact]
    public async Task Filters_AddedBeforeAndAfter_RunOutsideAndInsideTheTransaction()
    {
        await using var app = await TestApp.StartAsync(app => app.MapPost("/run", Happen)
            .AddEndpointFilter((context, next) => NoteAsync("outside", context, next))
            .PublishPdcEvents()
            .AddEndpointFilter((context, next) => NoteAsync("inside", context, next)));

        using var response = await app.PostAsync("/run");

        Assert.Equal(["outside", "begin", "inside", "commit", "append"], app.Journal.Lines);
    }

    [Fact]
    public async Task Filter_ThatReplacesTheResult_IsWhatCounts()
    {
        await using var app = await TestApp.StartAsync(app => app.MapPost("/run", Happen)
            .AddEndpointFilter(async (context, next) =>
            {
                await next(context);
                return TypedResults.Conflict();
            })
            .PublishPdcEvents());

        using var response = await app.PostAsync("/run");

        Assert.Equal(DiscardReason.Status, Assert.Single(app.Decisions).Decision.Reason);
        Assert.Empty(app.Outbox.Batches);
    }

    [Fact]
    public async Task Controllers_AreRefusedWithTheCure()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            TestApp.StartAsync(app => app.MapControllers().PublishPdcEvents()));
        Assert.Equal(
            ".PublishPdcEvents() is for minimal-API endpoints; controllers and Razor pages publish by a filter. " +
            "Put [PublishPdcEvents] on the controller, the action or the page model, or for all of them write " +
            "builder.Services.AddControllers(options => options.Filters.Add(new PublishPdcEventsAttribute())).",
            error.Message);
    }

    [Fact]
    public async Task Controllers_OfGroup_AreRefusedWithTheActionsName()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            TestApp.StartAsync(app => app.MapGroup("").PublishPdcEvents().MapControllers()));
        Assert.Contains("Put [PublishPdcEvents] on the controller", error.Message);
        Assert.Contains("Controller.", error.Message);
    }

    private static string Happen(HttpContext http)
    {
        http.RequestServices.GetBuffer().Add(new Happened("it"));
        return "done";
    }

    private static async ValueTask<object?> NoteAsync(
        string line, EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.RequestServices.GetJournal().Add(line);
        return await next(context);
    }

    private static async Task AssertAsync(Action<WebApplication> map, string[] journal)
    {
        await using var app = await TestApp.StartAsync(map);

        using var response = await app.PostAsync("/run");

        response.EnsureSuccessStatusCode();
        Assert.Equal(["it"], app.Outbox.What);
        Assert.Equal(journal, app.Journal.Lines);
        Assert.Single(app.Decisions);
    }
}
