using Microsoft.AspNetCore.Mvc;

namespace PdcBus;

/// <summary>Runs the <see cref="Handler"/> of a test as an action.</summary>
[ApiController]
[Route("mvc/run")]
[PublishPdcEvents]
public sealed class RunController(Handler handler) : ControllerBase
{
    [AcceptVerbs("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")]
    public Task<object?> Run() => handler(HttpContext);
}
