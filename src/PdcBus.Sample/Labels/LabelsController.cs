using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>Labels: a resource whose every change is announced. The attribute is all that publishing takes.</summary>
[ApiController]
[Route("rest_api/v1/labels")]
[PublishPdcEvents]
public sealed class LabelsController(PdcDbContext database, Changes changes, IPdcEventBuffer events) : ControllerBase
{
    [HttpGet]
    public async Task<Page<Label>> List(CancellationToken cancellationToken)
    {
        var rows = database.Labels.AsNoTracking().OrderBy(row => row.Id);
        return (await rows.ToPageAsync(Request, cancellationToken)).Select(Represent);
    }

    [HttpGet("{id:long}")]
    public async Task<ActionResult<Label>> Get(long id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) is { } row ? Represent(row) : NotFound();

    [HttpPost]
    public async Task<ActionResult<Label>> Create(LabelInput input, CancellationToken cancellationToken)
    {
        var row = new LabelRow { Name = input.Name!, Description = input.Description! };
        database.Labels.Add(row);
        await database.SaveChangesAsync(cancellationToken);

        var label = Represent(row);
        changes.Add("label", row.Id, oldValue: null, label);
        events.Add(new ResourceAdded<Label>(label.Url, label));
        return Created(label.Url, label);
    }

    [HttpPut("{id:long}")]
    public async Task<ActionResult<Label>> Replace(long id, LabelInput input, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) is { } row
            ? await ChangeAsync(row, input, cancellationToken)
            : NotFound();

    [HttpPatch("{id:long}")]
    public async Task<ActionResult<Label>> Patch(long id, JsonObject patch, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } row) return NotFound();
        var input = MergePatch.Apply(new LabelInput { Name = row.Name, Description = row.Description }, patch);
        return TryValidateModel(input) ? await ChangeAsync(row, input, cancellationToken) : ValidationProblem();
    }

    [HttpDelete("{id:long}")]
    public async Task<ActionResult> Delete(long id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } row) return NotFound();
        database.Labels.Remove(row);
        await database.SaveChangesAsync(cancellationToken);

        var label = Represent(row);
        changes.Add("label", row.Id, label, newValue: null);
        events.Add(new ResourceRemoved<Label>(label.Url, label));
        return NoContent();
    }

    private async Task<Label> ChangeAsync(LabelRow row, LabelInput input, CancellationToken cancellationToken)
    {
        var before = Represent(row);
        (row.Name, row.Description) = (input.Name!, input.Description!);
        var after = Represent(row);
        if (after == before) return after;

        await database.SaveChangesAsync(cancellationToken);
        changes.Add("label", row.Id, before, after);
        events.Add(new ResourceChanged<Label>(after.Url, before, after));
        return after;
    }

    private Task<LabelRow?> FindAsync(long id, CancellationToken cancellationToken) =>
        database.Labels.SingleOrDefaultAsync(row => row.Id == id, cancellationToken);

    private Label Represent(LabelRow row) => new(
        ApiUrl.Of(Request, Label.ResourceName, row.Id.ToString(CultureInfo.InvariantCulture)),
        row.Name,
        row.Description);
}
