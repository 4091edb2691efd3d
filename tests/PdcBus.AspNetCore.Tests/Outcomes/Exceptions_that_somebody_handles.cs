using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

public sealed class Exceptions_that_somebody_handles
{
    [Fact]
    public async Task By_an_exception_filter_with_200_are_discarded()
    {
        await using var app = await StartAsync(mvc: options => options.Filters.Add(new HandlesExceptions()));
        await AssertDiscardedAsync(app, "/mvc/run", HttpStatusCode.OK);
    }

    [Fact]
    public async Task By_an_exception_filter_are_discarded_with_what_it_adds()
    {
        await using var app = await StartAsync(mvc: options => options.Filters.Add(new HandlesExceptions("a repair")));

        using var response = await app.PostAsync("/mvc/run");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(app.Outbox.Batches);
        Assert.Equal(
            [DiscardReason.Exception, DiscardReason.Exception], app.Decisions.Select(d => d.Decision.Reason));
    }

    [Fact]
    public async Task By_an_action_filter_with_200_are_discarded()
    {
        await using var app = await StartAsync(mvc: options => options.Filters.Add(new HandlesInAction()));
        await AssertDiscardedAsync(app, "/mvc/run", HttpStatusCode.OK);
    }

    [Fact]
    public async Task By_an_action_filter_that_removes_them_are_judged_by_its_result()
    {
        await using var app = await StartAsync(mvc: options => options.Filters.Add(new RemovesInAction()));
        using var response = await app.PostAsync("/mvc/run");
        Assert.Equal(["lost"], app.Outbox.What);
    }

    [Fact]
    public async Task By_a_resource_filter_are_discarded()
    {
        await using var app = await StartAsync(mvc: options => options.Filters.Add(new HandlesInResource()));
        await AssertDiscardedAsync(app, "/mvc/run", HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(Styles.Both), MemberType = typeof(Styles))]
    public async Task By_an_error_page_are_discarded(string style)
    {
        await using var app = await StartAsync(map: app => app.UseExceptionHandler("/error"));
        await AssertDiscardedAsync(app, $"/{style}/run", HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(Styles.Both), MemberType = typeof(Styles))]
    public async Task By_the_exception_handler_as_ProblemDetails_are_discarded(string style)
    {
        await using var app = await StartAsync(
            map: app => app.UseExceptionHandler(), services: s => s.AddProblemDetails());
        var response = await AssertDiscardedAsync(app, $"/{style}/run", HttpStatusCode.InternalServerError);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task By_an_endpoint_filter_around_the_publishing_are_discarded()
    {
        await using var app = await StartAsync(map: app =>
            app.MapPost("/around", Throws).AddEndpointFilter(HandleAsync).PublishPdcEvents());
        await AssertDiscardedAsync(app, "/around", HttpStatusCode.OK);
    }

    [Fact]
    public async Task By_an_endpoint_filter_inside_the_publishing_are_judged_by_its_result()
    {
        await using var app = await StartAsync(map: app =>
            app.MapPost("/inside", Throws).PublishPdcEvents().AddEndpointFilter(HandleAsync));
        using var response = await app.PostAsync("/inside");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["lost"], app.Outbox.What);
    }

    private static object? Throws(HttpContext http)
    {
        http.RequestServices.GetBuffer().Add(new Happened("lost"));
        throw new InvalidDataException();
    }

    private static Task<TestApp> StartAsync(
        Action<WebApplication>? map = null,
        Action<IServiceCollection>? services = null,
        Action<MvcOptions>? mvc = null) =>
        TestApp.StartAsync(
            app =>
            {
                map?.Invoke(app);
                app.MapControllers();
                app.MapPost("/minimal/run", Throws).PublishPdcEvents();
            },
            services,
            mvc,
            handler: async http =>
            {
                await Task.Yield();
                return Throws(http);
            });

    private static async Task<HttpResponseMessage> AssertDiscardedAsync(TestApp app, string path, HttpStatusCode status)
    {
        var response = await app.PostAsync(path);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal(["begin", "roll back"], app.Journal.Lines);
        Assert.Equal(DiscardReason.Exception, Assert.Single(app.Decisions).Decision.Reason);
        return response;
    }

    private static async ValueTask<object?> HandleAsync(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (InvalidDataException)
        {
            return TypedResults.Ok("all is well");
        }
    }

    private sealed class HandlesExceptions(string? adding = null) : IExceptionFilter
    {
        public void OnException(ExceptionContext context)
        {
            if (adding is not null) context.HttpContext.RequestServices.GetBuffer().Add(new Happened(adding));
            context.Result = new OkObjectResult("all is well");
        }
    }

    private sealed class HandlesInAction : IActionFilter
    {
        public void OnActionExecuting(ActionExecutingContext context)
        {
        }

        public void OnActionExecuted(ActionExecutedContext context)
        {
            context.ExceptionHandled = true;
            context.Result = new OkObjectResult("all is well");
        }
    }

    private sealed class RemovesInAction : IActionFilter
    {
        public void OnActionExecuting(ActionExecutingContext context)
        {
        }

        public void OnActionExecuted(ActionExecutedContext context)
        {
            context.Exception = null;
            context.Result = new OkObjectResult("all is well");
        }
    }

    private sealed class HandlesInResource : IResourceFilter
    {
        public void OnResourceExecuting(ResourceExecutingContext context)
        {
        }

        public void OnResourceExecuted(ResourceExecutedContext context) => context.ExceptionHandled = true;
    }
}
