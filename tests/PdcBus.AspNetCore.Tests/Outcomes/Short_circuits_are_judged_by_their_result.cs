using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace PdcBus;

public sealed class Short_circuits_are_judged_by_their_result
{
    [Theory]
    [InlineData(200, DiscardReason.None)]
    [InlineData(403, DiscardReason.Status)]
    public async Task By_an_action_filter_inside(int status, DiscardReason expected)
    {
        await using var app = await RunAsync(options => options.Filters.Add(new ShortCircuits(status)));
        await AssertAsync(app, "/mvc/run", status, expected, begun: true);
    }

    [Theory]
    [InlineData(200, DiscardReason.None)]
    [InlineData(403, DiscardReason.Status)]
    public async Task By_an_action_filter_outside(int status, DiscardReason expected)
    {
        await using var app = await RunAsync(options => options.Filters.Add(new ShortCircuits(status, order: -1500)));
        await AssertAsync(app, "/mvc/run", status, expected, begun: false);
    }

    [Theory]
    [InlineData(200, DiscardReason.None)]
    [InlineData(403, DiscardReason.Status)]
    public async Task By_a_resource_filter_inside(int status, DiscardReason expected)
    {
        await using var app = await RunAsync(options => options.Filters.Add(new ShortCircuitsResource(status)));
        await AssertAsync(app, "/mvc/run", status, expected, begun: false);
    }

    [Theory]
    [InlineData(200, DiscardReason.None)]
    [InlineData(403, DiscardReason.Status)]
    public async Task By_an_endpoint_filter_inside(int status, DiscardReason expected)
    {
        await using var app = await TestApp.StartAsync(app => app.MapPost("/run", Unreachable)
            .PublishPdcEvents()
            .AddEndpointFilter((context, _) => ShortCircuit(context.HttpContext, status)));
        await AssertAsync(app, "/run", status, expected, begun: true);
    }

    [Theory]
    [InlineData(200, DiscardReason.None)]
    [InlineData(403, DiscardReason.Status)]
    public async Task By_an_endpoint_filter_outside(int status, DiscardReason expected)
    {
        await using var app = await TestApp.StartAsync(app => app.MapPost("/run", Unreachable)
            .AddEndpointFilter((context, _) => ShortCircuit(context.HttpContext, status))
            .PublishPdcEvents());
        await AssertAsync(app, "/run", status, expected, begun: false);
    }

    [Fact]
    public async Task By_an_authorization_filter_publish_nothing()
    {
        await using var app = await RunAsync(options => options.Filters.Add(new Forbids()));

        using var response = await app.PostAsync("/mvc/run");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty(app.Journal.Lines);
        Assert.Empty(app.Decisions);
    }

    private static string Unreachable() => throw new InvalidOperationException("The filter did not cut it short.");

    private static Task<TestApp> RunAsync(Action<MvcOptions> mvc) =>
        TestApp.StartAsync(
            app => app.MapControllers(), mvc: mvc, handler: _ => Task.FromResult<object?>(Unreachable()));

    private static ValueTask<object?> ShortCircuit(HttpContext http, int status)
    {
        http.RequestServices.GetBuffer().Add(new Happened("cut short"));
        return ValueTask.FromResult<object?>(TypedResults.StatusCode(status));
    }

    private static async Task AssertAsync(TestApp app, string path, int status, DiscardReason expected, bool begun)
    {
        using var response = await app.PostAsync(path);

        Assert.Equal((HttpStatusCode)status, response.StatusCode);
        Assert.Equal(expected, Assert.Single(app.Decisions).Decision.Reason);
        string[] journal = (expected, begun) switch
        {
            (DiscardReason.None, true) => ["begin", "commit", "append"],
            (DiscardReason.None, false) => ["append"],
            (_, true) => ["begin", "roll back"],
            (_, false) => [],
        };
        Assert.Equal(journal, app.Journal.Lines);
    }

    private sealed class ShortCircuits(int status, int order = 0) : IActionFilter, IOrderedFilter
    {
        public int Order => order;

        public void OnActionExecuting(ActionExecutingContext context)
        {
            context.HttpContext.RequestServices.GetBuffer().Add(new Happened("cut short"));
            context.Result = new StatusCodeResult(status);
        }

        public void OnActionExecuted(ActionExecutedContext context)
        {
        }
    }

    private sealed class ShortCircuitsResource(int status) : IResourceFilter
    {
        public void OnResourceExecuting(ResourceExecutingContext context)
        {
            context.HttpContext.RequestServices.GetBuffer().Add(new Happened("cut short"));
            context.Result = new StatusCodeResult(status);
        }

        public void OnResourceExecuted(ResourceExecutedContext context)
        {
        }
    }

    private sealed class Forbids : IAuthorizationFilter
    {
        public void OnAuthorization(AuthorizationFilterContext context) => context.Result = new ForbidResult();
    }
}
