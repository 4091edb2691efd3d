using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using static PdcBus.DiscardReason;

namespace PdcBus;

/// <summary>The table: every way in which a request can end.</summary>
public static class Endings
{
    public static readonly IReadOnlyList<Ending> All =
    [
        new("200", 200, None, c => c.Ok("done"), _ => TypedResults.Ok("done")),
        new("200 as a plain value", 200, None, _ => new { done = true }),
        new("200 as text", 200, None, c => c.Content("done"), _ => TypedResults.Text("done")),
        new("201", 201, None, c => c.Created("/made", "done"), _ => TypedResults.Created("/made", "done")),
        new("204", 204, None, c => c.NoContent(), _ => TypedResults.NoContent()),
        new("301", 301, None, c => c.RedirectPermanent("/"), _ => TypedResults.Redirect("/", permanent: true)),
        new("302", 302, None, c => c.Redirect("/"), _ => TypedResults.Redirect("/")),
        new("304", 304, None, c => c.StatusCode(304), _ => TypedResults.StatusCode(304)),
        new("399", 399, None, c => c.StatusCode(399), _ => TypedResults.StatusCode(399)),
        new("400", 400, Status, c => c.BadRequest("no"), _ => TypedResults.BadRequest("no")),
        new("400 as ValidationProblem", 400, Status,
            c => c.ValidationProblem(), _ => TypedResults.ValidationProblem(new Dictionary<string, string[]>())),
        new("401", 401, Status, c => c.Unauthorized(), _ => TypedResults.Unauthorized()),
        new("401 by Challenge()", 401, Status, c => c.Challenge(), _ => TypedResults.Challenge()),
        new("403", 403, Status, c => c.StatusCode(403), _ => TypedResults.StatusCode(403)),
        new("403 by Forbid()", 403, Status, c => c.Forbid(), _ => TypedResults.Forbid()),
        new("404", 404, Status, c => c.NotFound(), _ => TypedResults.NotFound()),
        new("406", 406, Status, c => c.StatusCode(406), _ => TypedResults.StatusCode(406)),
        new("409", 409, Status, c => c.Conflict("taken"), _ => TypedResults.Conflict("taken")),
        new("409 as ProblemDetails", 409, Status,
            _ => new ObjectResult(new ProblemDetails { Status = 409 }), _ => TypedResults.Problem(statusCode: 409)),
        new("409 as Problem()", 409, Status, c => c.Problem(statusCode: 409), _ => Results.Problem(statusCode: 409)),
        new("409 as JSON", 409, Status,
            _ => new JsonResult("taken") { StatusCode = 409 }, _ => TypedResults.Json("taken", statusCode: 409)),
        new("409 set beside a plain value", 409, Status, http =>
        {
            http.Response.StatusCode = 409;
            return new { taken = true };
        }),
        new("422", 422, Status, c => c.UnprocessableEntity("no"), _ => TypedResults.UnprocessableEntity("no")),
        new("500", 500, Status, c => c.StatusCode(500), _ => TypedResults.InternalServerError()),

        new("thrown", 500, DiscardReason.Exception, object? (HttpContext _) => throw new InvalidDataException()),
        new("thrown later", 500, DiscardReason.Exception, async Task<object?> (HttpContext _) =>
        {
            await Task.Yield();
            throw new InvalidDataException();
        }),
        new("cancelled", 500, Cancelled, object? (HttpContext _) => throw new OperationCanceledException()),
        new("discarded by the application", 200, Application, http =>
        {
            http.RequestServices.GetBuffer().Discard("a rehearsal");
            return new { rehearsed = true };
        }),

        new("a union, its good arm", 200, None,
            _ => (Results<Ok<string>, NotFound>)TypedResults.Ok("done"),
            _ => (Results<Ok<string>, NotFound>)TypedResults.Ok("done")),
        new("a union, its bad arm", 404, Status,
            _ => (Results<Ok<string>, NotFound>)TypedResults.NotFound(),
            _ => (Results<Ok<string>, NotFound>)TypedResults.NotFound()),
        new("nested results, good", 201, None, _ => new Nested(new Nested(TypedResults.Created("/made")))),
        new("nested results, bad", 409, Status, _ => new Nested(new Nested(TypedResults.Conflict()))),
        new("an IResult, good", 202, None, _ => Results.Accepted()),
        new("an IResult, bad", 422, Status, _ => Results.UnprocessableEntity()),
        new("a custom result that turns out good", 202, None, _ => new LateAction(202), _ => new Late(202)),
        new("a custom result that turns out bad", 409, Status, _ => new LateAction(409), _ => new Late(409)),
        new("a custom result that throws", 500, DiscardReason.Exception, _ => new LateAction(0), _ => new Late(0)),

        new("written by hand, 200", 200, None, async Task<object?> (HttpContext http) =>
        {
            await http.Response.WriteAsync("done", http.RequestAborted);
            return Results.Empty;
        }),
        new("written by hand, 409", 409, Status, async Task<object?> (HttpContext http) =>
        {
            http.Response.StatusCode = 409;
            await http.Response.WriteAsync("taken", http.RequestAborted);
            return Results.Empty;
        }),
        new("rendering that fails", 500, None, _ => new Unrenderable("no")),
        new("rendering an IResult that fails", 500, None, _ => TypedResults.Ok(new Unrenderable("no"))),
        new("a result that sets nothing", 200, None, _ => new EmptyResult(), _ => TypedResults.Empty),
    ];

    public static Ending Named(string name) => All.Single(e => e.Name == name);

    private sealed record Nested(IResult Result) : INestedHttpResult, IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => Result.ExecuteAsync(httpContext);
    }

    private sealed record Unrenderable(string Error)
    {
        public string Value => throw new InvalidDataException(Error);
    }

    /// <summary>Tells nobody its status before it runs; 0: it throws.</summary>
    private sealed record Late(int Status) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (Status == 0) throw new InvalidDataException();
            httpContext.Response.StatusCode = Status;
            return httpContext.Response.WriteAsync("done", httpContext.RequestAborted);
        }
    }

    private sealed record LateAction(int Status) : IActionResult
    {
        public Task ExecuteResultAsync(ActionContext context) => new Late(Status).ExecuteAsync(context.HttpContext);
    }
}
