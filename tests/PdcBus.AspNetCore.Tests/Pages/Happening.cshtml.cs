using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace PdcBus;

[IgnoreAntiforgeryToken]
[PublishPdcEvents]
public sealed class HappeningModel(IPdcEventBuffer events) : PageModel
{
    public IActionResult OnPost(string how)
    {
        events.Add(new Happened("it"));
        return how switch
        {
            "page" => Page(),
            "bad" => BadRequest(),
            _ => throw new InvalidDataException(),
        };
    }
}
