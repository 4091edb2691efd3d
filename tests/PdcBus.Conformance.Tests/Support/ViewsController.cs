using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using PdcBus.Sample;

namespace PdcBus.Conformance.Tests;

/// <summary>
/// Views that the sample has not, in its own pipeline: each queues what the body lists, pairs of topic and fields, and
/// then ends as its name says.
/// </summary>
[ApiController]
[ApiExplorerSettings(IgnoreApi = true)]
[Route("views")]
[PublishPdcEvents]
public sealed class ViewsController(PdcDbContext database, IPdcEventBuffer events) : ControllerBase
{
    [HttpPost("answer/{status:int}")]
    public StatusCodeResult Answer(int status, JsonElement queued)
    {
        Queue(queued);
        return StatusCode(status);
    }

    [HttpPost("store-and-throw")]
    public async Task<StatusCodeResult> StoreAndThrow(JsonElement queued, CancellationToken cancellationToken)
    {
        database.Add(new LabelRow { Name = "stored", Description = "by a view that throws" });
        await database.SaveChangesAsync(cancellationToken);
        Queue(queued);
        throw new InvalidOperationException("This view always throws.");
    }

    [HttpPost("flag-an-error")]
    public OkResult FlagAnError(JsonElement queued)
    {
        Queue(queued);
        events.Discard("the view has flagged an error");
        return Ok();
    }

    [HttpPost("queue-what-cannot-be-written")]
    public OkResult QueueWhatCannotBeWritten()
    {
        events.Add(new Unwritable());
        return Ok();
    }

    private void Queue(JsonElement queued)
    {
        foreach (var pair in queued.EnumerateArray())
        {
            events.Add(new AnyEvent(pair[0].GetString()!)
            {
                Fields = pair[1].Deserialize<Dictionary<string, JsonElement>>()!,
            });
        }
    }

    [PdcTopic("unwritable")]
    private sealed record Unwritable
    {
        public string Field => throw new NotSupportedException();
    }
}
