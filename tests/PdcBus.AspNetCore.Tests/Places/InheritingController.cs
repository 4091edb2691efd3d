using Microsoft.AspNetCore.Mvc;

namespace PdcBus;

/// <summary>The attribute stands on the base class, and on one action beside.</summary>
[Route("inheriting")]
public sealed class InheritingController : PlacesBase
{
    [HttpPost("base")]
    public object? OfBase() => Happen();

    [HttpPost("action")]
    [PublishPdcEvents(Transaction = PdcTransaction.None)]
    public object? OfAction() => Happen();
}
