using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace PdcBus;

public sealed class DeclaredStatusTests
{
    private const int Current = 299;

    private static readonly Dictionary<string, (object? Result, int? Expected)> Table = new()
    {
        ["nothing"] = (null, Current),
        ["a plain value"] = ("done", Current),
        ["an empty MVC result"] = (new EmptyResult(), Current),
        ["an empty HTTP result"] = (Results.Empty, Current),
        ["an MVC result without a status"] = (new ObjectResult("done"), Current),
        ["an MVC result with a status"] = (new ConflictResult(), 409),
        ["an HTTP result without a status"] = (Results.Text("done"), Current),
        ["an HTTP result with a status"] = (Results.Conflict(), 409),
        ["ProblemDetails"] = (new ObjectResult(new ProblemDetails { Status = 409 }), 409),
        ["ProblemDetails without a status"] = (new ObjectResult(new ProblemDetails()), Current),
        ["ProblemDetails in a result with a status"] = (
            new ObjectResult(new ProblemDetails { Status = 409 }) { StatusCode = 422 }, 422),
        ["a union"] = ((Results<Ok, Conflict>)TypedResults.Conflict(), 409),
        ["a union of unions"] = (
            (Results<Results<Ok, NoContent>, Conflict>)(Results<Ok, NoContent>)TypedResults.NoContent(), 204),
        ["a union whose arm does not tell"] = (
            (Results<Ok, RedirectHttpResult>)TypedResults.Redirect("/"), null),
        ["MVC's redirect"] = (new RedirectResult("/"), null),
        ["MVC's Forbid()"] = (new ForbidResult(), null),
        ["HTTP's Forbid()"] = (Results.Forbid(), null),
        ["a file"] = (new FileContentResult([], "text/plain"), null),
        ["a stream"] = (Results.Stream(Stream.Null), null),
    };

    public static TheoryData<string> Names => [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Of_EachKindOfResult_IsTheStatusThatItWillGive(string name) =>
        Assert.Equal(Table[name].Expected, DeclaredStatus.Of(Table[name].Result, Current));
}
