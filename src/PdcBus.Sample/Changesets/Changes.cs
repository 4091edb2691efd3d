using System.Text.Encodings.Web;
using System.Text.Json;

namespace PdcBus.Sample;

/// <summary>What the running request has changed so far. Scoped. It becomes the request's changeset.</summary>
public sealed class Changes
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly List<ChangeRow> _rows = [];

    internal IReadOnlyList<ChangeRow> Rows => _rows;

    /// <summary>Notes that something was created, changed or deleted.</summary>
    /// <param name="resource">What kind of thing, for example <c>label</c>.</param>
    /// <param name="id">Its number.</param>
    /// <param name="oldValue">The whole thing before; null if it was created.</param>
    /// <param name="newValue">The whole thing after; null if it was deleted.</param>
    public void Add(string resource, long id, object? oldValue, object? newValue) => _rows.Add(new ChangeRow
    {
        Resource = resource,
        ResourceId = id,
        OldValue = oldValue is null ? null : JsonSerializer.Serialize(oldValue, Json),
        NewValue = newValue is null ? null : JsonSerializer.Serialize(newValue, Json),
    });

    /// <summary>Notes what a save has changed of a resource.</summary>
    internal void Add(PdcResourceChange change) => Add(
        Json.PropertyNamingPolicy!.ConvertName(change.Entity.GetType().Name[..^"Row".Length]),
        ((IRow)change.Entity).Id,
        change.OldValue,
        change.NewValue);

    /// <summary>Notes in one line what would be too much as single changes.</summary>
    public void AddNotice(object notice) => Add("notice", 0, null, notice);
}
