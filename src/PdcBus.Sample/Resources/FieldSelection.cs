using System.Text.Json;
using System.Text.Json.Nodes;

namespace PdcBus.Sample;

/// <summary>
/// <c>?fields=</c> and <c>?exclude_fields=</c>: which fields the answer has. It is about the answer alone: what is
/// announced is whole, since a subscriber should not depend on what a client cares for.
/// </summary>
internal sealed class FieldSelection(HashSet<string>? names)
{
    public const string Only = "fields";
    public const string Without = "exclude_fields";

    /// <param name="request">Whose query says it, with commas or by repetition.</param>
    /// <param name="known">The fields that there are.</param>
    public static FieldSelection Read(HttpRequest request, IReadOnlyList<string> known)
    {
        var only = Names(request, Only, known);
        var without = Names(request, Without, known);
        return new(only is [] && without is []
            ? null
            : [.. (only is [] ? known : only).Except(without, StringComparer.Ordinal)]);
    }

    /// <summary>What the client gets to see.</summary>
    public object Of<T>(T value)
        where T : class
    {
        if (names is null) return value;
        var whole = JsonSerializer.SerializeToNode(value, typeof(T), PdcJsonContext.Default)!.AsObject();
        return new JsonObject(whole.ToList()
            .Where(field => names.Contains(field.Key))
            .Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));
    }

    private static List<string> Names(HttpRequest request, string parameter, IReadOnlyList<string> known)
    {
        var names = request.Query[parameter]
            .SelectMany(value => value!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .ToList();
        return names.Find(name => !known.Contains(name)) is not { } unknown
            ? names
            : throw new BadRequestException(
                $"{parameter} names '{unknown}'. The fields are: {string.Join(", ", known)}.");
    }
}
