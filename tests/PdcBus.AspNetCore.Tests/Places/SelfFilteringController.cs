using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace PdcBus;

/// <summary>A controller that is a filter of its own actions, outside of all others.</summary>
[Route("self")]
[PublishPdcEvents]
public sealed class SelfFilteringController(IPdcEventBuffer events, Journal journal) : ControllerBase, IActionFilter
{
    [HttpPost]
    public object? Run(bool refuse)
    {
        events.Add(new Happened("in the action"));
        return refuse;
    }

    [NonAction]
    public void OnActionExecuting(ActionExecutingContext context) => journal.Add("executing");

    [NonAction]
    public void OnActionExecuted(ActionExecutedContext context)
    {
        journal.Add("executed");
        events.Add(new Happened("after the action"));
        if (context.Result is ObjectResult { Value: true }) context.Result = Conflict();
    }
}
