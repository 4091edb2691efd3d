using Microsoft.AspNetCore.Mvc;

namespace PdcBus;

[ApiController]
[Route("mvc/endings")]
public sealed class EndingsController(IPdcEventBuffer events) : ControllerBase
{
    [HttpPost("{name}")]
    [PublishPdcEvents]
    public Task<object?> End(string name)
    {
        events.Add(new Happened(name));
        return Endings.Named(name).Mvc(this);
    }
}
