using Microsoft.AspNetCore.Mvc;

namespace PdcBus;

/// <summary>An error page that publishes events itself.</summary>
[Route("error")]
[PublishPdcEvents]
public sealed class ErrorController : ControllerBase
{
    [HttpPost]
    public IActionResult Show() => Ok("sorry");
}
