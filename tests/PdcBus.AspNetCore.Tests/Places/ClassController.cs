using Microsoft.AspNetCore.Mvc;

namespace PdcBus;

/// <summary>The attribute stands on the class, and on one action beside; the base class carries one too.</summary>
[Route("class")]
[PublishPdcEvents(Transaction = PdcTransaction.None)]
public sealed class ClassController : PlacesBase
{
    [HttpPost("class")]
    public object? OfClass() => Happen();

    [HttpPost("action")]
    [PublishPdcEvents(Transaction = PdcTransaction.Required)]
    public object? OfAction() => Happen();
}
