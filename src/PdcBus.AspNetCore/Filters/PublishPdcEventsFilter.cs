using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Filters;

namespace PdcBus;

/// <summary>
/// Tells <see cref="PdcRequest"/> what happens in MVC. One for each request: as resource filter it spans model
/// binding, action and result; as action filter it sees what the action threw, whoever handles that later; as result
/// filter it sees every result, also one that cut the action short, before it runs.
/// </summary>
internal sealed class PublishPdcEventsFilter(PdcTransaction transaction) :
    IAsyncResourceFilter, IAsyncActionFilter, IAsyncPageFilter, IAsyncAlwaysRunResultFilter
{
    // Null if an outer filter of this kind acts, and before the resource stage is reached.
    private PdcRequest? _request;

    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        try
        {
            _request = PdcRequest.Open(context.HttpContext);
        }
        catch (PdcOutboxFullException)
        {
            context.Result = new OutboxFullResult();
            return;
        }

        var executed = await next();
        if (_request is not null) await _request.CompleteAsync(executed.Exception);
    }

    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        if (_request is not null) await _request.BeginAsync(MostSpecific(context.ActionDescriptor));
        var executed = await next();
        await NoteAsync(executed.Exception);
    }

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (_request is not null) await _request.BeginAsync(MostSpecific(context.ActionDescriptor));
        var executed = await next();
        await NoteAsync(executed.Exception);
    }

    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        if (_request is not null) await _request.DecideBeforeAsync(context.Result);
        var executed = await next();
        await NoteAsync(executed.Exception);
    }

    private Task NoteAsync(Exception? thrown) =>
        thrown is null || _request is null ? Task.CompletedTask : _request.ThrewAsync(thrown);

    private PdcTransaction MostSpecific(ActionDescriptor action)
    {
        var (scope, found) = (int.MinValue, transaction);
        foreach (var descriptor in action.FilterDescriptors)
        {
            if (descriptor.Filter is PublishPdcEventsAttribute attribute && descriptor.Scope >= scope)
                (scope, found) = (descriptor.Scope, attribute.Transaction);
        }

        return found;
    }
}
