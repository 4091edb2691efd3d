using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;

namespace PdcBus;

/// <summary>The attribute stands on single actions, or nowhere.</summary>
[ApiController]
[Route("plain")]
public sealed class PlainController(IPdcEventBuffer events) : ControllerBase
{
    [HttpPost("nowhere")]
    public object? Nowhere() => Happen();

    [HttpPost("action")]
    [PublishPdcEvents]
    public object? OfAction() => Happen();

    [HttpPost("none")]
    [PublishPdcEvents(Transaction = PdcTransaction.None)]
    public object? OfActionWithoutTransaction() => Happen();

    [HttpPost("void")]
    [PublishPdcEvents]
    public void Void() => Happen();

    [HttpPost("validated")]
    [PublishPdcEvents]
    public object? Validated(Named body) => new { body.Name, Done = Happen() };

    private string Happen()
    {
        events.Add(new Happened("it"));
        return "done";
    }

    public sealed record Named([Required] string? Name);
}
