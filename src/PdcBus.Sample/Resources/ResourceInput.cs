using System.Text.Json;

namespace PdcBus.Sample;

/// <summary>What a client says about one thing, and what is wrong with it.</summary>
internal sealed class ResourceInput
{
    private readonly Dictionary<string, JsonElement> _values = new(StringComparer.Ordinal);
    private readonly List<(string Field, string Complaint)> _complaints = [];

    public ResourceInput(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) throw new BadRequestException(JsonErrors.Describe(""));
        foreach (var field in json.EnumerateObject()) _values[field.Name] = field.Value;
    }

    public IReadOnlyCollection<string> Names => _values.Keys;

    /// <summary>The value of a field; null if it is not mentioned.</summary>
    public JsonElement? Find(string field) => _values.TryGetValue(field, out var value) ? value : null;

    /// <summary>The text of a field; null if it is not mentioned.</summary>
    public string? Text(string field) => Find(field)?.GetString();

    public void Refuse(string field, string complaint) => _complaints.Add((field, complaint));

    /// <exception cref="InvalidInputException">Something was refused.</exception>
    public void Check()
    {
        if (_complaints is []) return;
        throw new InvalidInputException(_complaints
            .ToLookup(complaint => complaint.Field, complaint => complaint.Complaint)
            .ToDictionary(field => field.Key, field => field.ToArray()));
    }
}
