using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace PdcBus;

/// <summary>A way in which an action can end, in both styles, and what has to become of its event.</summary>
/// <param name="Name">Its name in the table, and the last part of the path.</param>
/// <param name="Status">The status that the client sees.</param>
/// <param name="Expected">None: the event is published.</param>
/// <param name="Mvc">What a controller's action does and returns.</param>
/// <param name="Minimal">What a minimal-API handler does and returns.</param>
public sealed record Ending(
    string Name,
    int Status,
    DiscardReason Expected,
    Func<ControllerBase, Task<object?>> Mvc,
    Func<HttpContext, Task<object?>> Minimal)
{
    public Ending(
        string name,
        int status,
        DiscardReason expected,
        Func<ControllerBase, object?> mvc,
        Func<HttpContext, object?> minimal)
        : this(name, status, expected, c => Task.FromResult(mvc(c)), http => Task.FromResult(minimal(http)))
    {
    }

    /// <summary>The same in both styles.</summary>
    public Ending(string name, int status, DiscardReason expected, Func<HttpContext, object?> both)
        : this(name, status, expected, c => both(c.HttpContext), both)
    {
    }

    /// <summary>The same in both styles.</summary>
    public Ending(string name, int status, DiscardReason expected, Func<HttpContext, Task<object?>> both)
        : this(name, status, expected, c => both(c.HttpContext), both)
    {
    }
}
