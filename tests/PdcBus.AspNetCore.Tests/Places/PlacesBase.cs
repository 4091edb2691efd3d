using Microsoft.AspNetCore.Mvc;

namespace PdcBus;

[PublishPdcEvents]
public abstract class PlacesBase : ControllerBase
{
    protected object? Happen()
    {
        HttpContext.RequestServices.GetBuffer().Add(new Happened("it"));
        return "done";
    }
}
