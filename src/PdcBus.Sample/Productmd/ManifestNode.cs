using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace PdcBus.Sample;

/// <summary>A place in a manifest that knows its own path, so that every complaint says where.</summary>
internal readonly struct ManifestNode(JsonElement element, string path)
{
    public string Path { get; } = path;

    /// <summary>A member that must be there.</summary>
    public ManifestNode this[string name] =>
        TryGet(name, out var member) ? member : throw new ManifestException($"{Path}.{name} is missing.");

    /// <summary>A member that may be absent or null.</summary>
    public bool TryGet(string name, out ManifestNode member)
    {
        Expect(JsonValueKind.Object, "an object");
        var found = element.TryGetProperty(name, out var value)
            && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined);
        member = found ? new ManifestNode(value, $"{Path}.{name}") : default;
        return found;
    }

    public IEnumerable<(string Name, ManifestNode Value)> Members()
    {
        Expect(JsonValueKind.Object, "an object");
        foreach (var member in element.EnumerateObject())
        {
            yield return (member.Name, new ManifestNode(member.Value, $"{Path}.{member.Name}"));
        }
    }

    public IEnumerable<ManifestNode> Items()
    {
        Expect(JsonValueKind.Array, "a list");
        var index = 0;
        foreach (var item in element.EnumerateArray())
        {
            yield return new ManifestNode(item, string.Create(CultureInfo.InvariantCulture, $"{Path}[{index++}]"));
        }
    }

    /// <summary>A text that says something.</summary>
    public string Text()
    {
        Expect(JsonValueKind.String, "a text");
        var text = element.GetString()!;
        return text.Length > 0 ? text : throw new ManifestException($"{Path} is empty.");
    }

    public string? OptionalText(string name) =>
        TryGet(name, out var member) && !member.IsEmptyText ? member.Text() : null;

    /// <summary>A whole number. Some tools write it with a fraction, or as a text.</summary>
    public long Number() => element.ValueKind switch
    {
        JsonValueKind.Number when element.TryGetInt64(out var whole) => whole,
        JsonValueKind.Number when element.TryGetDouble(out var real) && Math.Abs(real) < 1L << 53 => (long)real,
        JsonValueKind.String when long.TryParse(
            element.GetString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var written) => written,
        _ => Fail<long>("a whole number"),
    };

    public long Number(string name, long otherwise) => TryGet(name, out var member) ? member.Number() : otherwise;

    public int SmallNumber() =>
        Number() is var number and >= 0 and <= int.MaxValue ? (int)number : Fail<int>("a number from 0");

    public int SmallNumber(string name, int otherwise) =>
        TryGet(name, out var member) ? member.SmallNumber() : otherwise;

    public bool Flag(string name) => TryGet(name, out var member) && member.Flag();

    private bool IsEmptyText => element.ValueKind == JsonValueKind.String && element.ValueEquals("");

    private bool Flag() => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => Fail<bool>("true or false"),
    };

    private void Expect(JsonValueKind kind, string inWords)
    {
        if (element.ValueKind != kind) Fail<object>(inWords);
    }

    [DoesNotReturn]
    private T Fail<T>(string expected) => throw new ManifestException($"{Path} is not {expected}.");
}
