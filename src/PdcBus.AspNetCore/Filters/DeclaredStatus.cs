using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;

namespace PdcBus;

/// <summary>The status that a result will give, if that is known before it runs.</summary>
internal static class DeclaredStatus
{
    // What MVC wraps an IResult of an action in. The type is not public; should it change, its results are decided
    // a little later, when the response starts.
    private static readonly PropertyInfo? WrappedResult = typeof(ObjectResult).Assembly
        .GetType("Microsoft.AspNetCore.Mvc.HttpActionResult")?.GetProperty("Result", typeof(IResult));

    /// <summary>Looks at a result of either framework, or at a plain value.</summary>
    /// <param name="result">What the action returned.</param>
    /// <param name="current">The response's status as it stands: that of a result which sets none.</param>
    /// <returns>Null if only running the result will tell.</returns>
    public static int? Of(object? result, int current) => result switch
    {
        INestedHttpResult nested => Of(nested.Result, current),
        IStatusCodeHttpResult declaring => declaring.StatusCode ?? current,
        EmptyHttpResult or EmptyResult => current,
        ObjectResult { StatusCode: null, Value: ProblemDetails { Status: { } status } } => status,
        IStatusCodeActionResult declaring => declaring.StatusCode ?? current,
        IActionResult when result.GetType() == WrappedResult?.DeclaringType =>
            Of(WrappedResult.GetValue(result), current),
        IActionResult or IResult => null,
        _ => current,
    };
}
