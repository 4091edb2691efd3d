using Microsoft.AspNetCore.Mvc;

namespace PdcBus;

/// <summary>The same action without the filter, with it, and with an event.</summary>
[ApiController]
[Route("mvc")]
public sealed class AnswerController(IServiceProvider services) : ControllerBase
{
    [HttpPost("plain")]
    public ActionResult<string> Plain() => Ok(Answer.Text);

    [HttpPost("none")]
    [PublishPdcEvents]
    public ActionResult<string> None() => Ok(Answer.Text);

    [HttpPost("one")]
    [PublishPdcEvents]
    public ActionResult<string> One()
    {
        services.GetRequiredService<IPdcEventBuffer>().Add(Answer.Event);
        return Ok(Answer.Text);
    }
}

internal static class Answer
{
    public const string Text = "done";

    public static ComposeCreated Event { get; } =
        new("TP-1.0-20150310.0", new DateOnly(2015, 3, 10), "production", 0);
}
