using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace PdcBus;

/// <summary>
/// The answer to a request that was not let in because the outbox takes nothing new. It does not tell the client what
/// is full and by how much: that is the operator's business.
/// </summary>
internal sealed class OutboxFullResult : IResult, IActionResult
{
    // The relay looks for a bus that has come back at least that often.
    private const string RetryAfterSeconds = "5";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
        return TypedResults.Problem(
            statusCode: StatusCodes.Status503ServiceUnavailable,
            title: "The outbox takes nothing new.",
            detail: "What this request would publish cannot be stored now. Nothing was changed; try again later.")
            .ExecuteAsync(httpContext);
    }

    public Task ExecuteResultAsync(ActionContext context) => ExecuteAsync(context.HttpContext);
}
