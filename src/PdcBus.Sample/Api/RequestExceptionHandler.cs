using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>
/// Answers what the features throw as a problem with status and detail. The detail is always one of our own
/// sentences, never the text of an exception that a library threw.
/// </summary>
internal sealed partial class RequestExceptionHandler(
    IProblemDetailsService problems, ILogger<RequestExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (Describe(exception) is not { } problem) return false;
        if (problem.Status == StatusCodes.Status503ServiceUnavailable)
        {
            Log.DatabaseUnavailable(logger, problem.Detail!, exception);
            context.Response.Headers.RetryAfter = "5";
        }

        context.Response.StatusCode = problem.Status!.Value;
        // A client that takes no JSON gets the status alone.
        await problems.TryWriteAsync(new() { HttpContext = context, ProblemDetails = problem });
        return true;
    }

    private static ProblemDetails? Describe(Exception exception) => exception switch
    {
        BulkItemException item => Describe(item),
        InvalidInputException input => new HttpValidationProblemDetails(input.Errors) { Status = input.Status },
        RequestException request => Problem(request.Status, request.Message),
        BadHttpRequestException { InnerException: JsonException json } => Problem(400, JsonErrors.Describe(json)),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            Problem(413, "The body is larger than this endpoint takes."),
        BadHttpRequestException request => Problem(request.StatusCode, "The request is not what this endpoint takes."),
        DbUpdateException update when DatabaseErrors.IsConflict(update) =>
            Problem(StatusCodes.Status409Conflict, DatabaseErrors.DescribeConflict(update)),
        _ when DatabaseErrors.DescribeUnavailable(exception) is { } unavailable =>
            Problem(StatusCodes.Status503ServiceUnavailable, unavailable),
        _ => null,
    };

    private static ProblemDetails? Describe(BulkItemException item)
    {
        var problem = Describe(item.InnerException!);
        problem?.Extensions.Add("invalid_data_id", item.Id);
        return problem;
    }

    private static ProblemDetails Problem(int status, string detail) => new() { Status = status, Detail = detail };

    private static partial class Log
    {
        [LoggerMessage(10100, LogLevel.Error, "A request failed. {Detail}")]
        public static partial void DatabaseUnavailable(ILogger logger, string detail, Exception exception);
    }
}
