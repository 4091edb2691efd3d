using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

/// <summary>
/// A request on its way through <see cref="PdcPublication"/>: what MVC and minimal APIs have in common. They say what
/// happened; this says when it is time to decide, and the core decides.
/// </summary>
internal sealed class PdcRequest
{
    private static readonly Func<object, Task> Starting = static request => ((PdcRequest)request).StartingAsync();

    private readonly HttpContext _http;
    private readonly PdcPublication _publication;
    private readonly bool _writes;
    private bool _answering;
    private Exception? _thrown;

    private PdcRequest(HttpContext http, PdcPublication publication, bool writes)
    {
        _http = http;
        _publication = publication;
        _writes = writes;
    }

    /// <summary>Takes charge of the request's events.</summary>
    /// <returns>Null if somebody in this scope did so before.</returns>
    /// <exception cref="PdcOutboxFullException">The outbox takes nothing new; nothing was opened.</exception>
    public static PdcRequest? Open(HttpContext http)
    {
        var publication = http.RequestServices.GetService<PdcPublication>() ?? throw new InvalidOperationException(
            "PdcBus is not registered. Add it in Program.cs: builder.Services.AddPdcBus().");
        if (publication.IsOpen) return null;

        var method = http.Request.Method;
        var writes = !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method);

        // Escaped: the path comes from outside and goes into log lines.
        publication.Open(
            string.Concat(method, " ", http.Request.PathBase.ToUriComponent(), http.Request.Path.ToUriComponent()),
            mayWrite: writes,
            () => RequestOrigin.Of(http));
        var request = new PdcRequest(http, publication, writes);
        if (!http.Response.HasStarted) http.Response.OnStarting(Starting, request);
        return request;
    }

    /// <summary>The action is about to run: opens the unit of work if the request may write.</summary>
    public Task BeginAsync(PdcTransaction transaction) =>
        _writes && transaction == PdcTransaction.Required
            ? _publication.BeginAsync(_http.RequestAborted)
            : Task.CompletedTask;

    /// <summary>A result is about to run: decides if it is known what status that will give.</summary>
    public Task DecideBeforeAsync(object? result)
    {
        _answering = true;
        return DeclaredStatus.Of(result, _http.Response.StatusCode) is { } status
            ? DecideAsync(status)
            : Task.CompletedTask;
    }

    /// <summary>The action, or its result, threw: from here on nothing is published, whoever handles it.</summary>
    public async Task ThrewAsync(Exception thrown)
    {
        // What the action did stands if only the answer was given up, because the client has left.
        var left = _answering && thrown is OperationCanceledException && _http.RequestAborted.IsCancellationRequested;
        if (!left) _thrown = thrown;
        await DecideAsync(_http.Response.StatusCode);
        _thrown = thrown;
    }

    /// <summary>The endpoint has ended.</summary>
    /// <param name="thrown">What it ends with, if it threw.</param>
    public async Task CompleteAsync(Exception? thrown)
    {
        try
        {
            if (thrown is not null) await ThrewAsync(thrown);
        }
        finally
        {
            await _publication.CompleteAsync(new ActionOutcome(_http.Response.StatusCode, _thrown));
        }
    }

    // Nothing can change the status any more, and the outbox holds the messages before the response leaves.
    private Task StartingAsync() => DecideAsync(_http.Response.StatusCode);

    // No token: what the action did stands, whether or not the client waits for the answer.
    private Task DecideAsync(int status) => _publication.IsDecided
        ? Task.CompletedTask
        : _publication.DecideAsync(new ActionOutcome(status, _thrown));
}
