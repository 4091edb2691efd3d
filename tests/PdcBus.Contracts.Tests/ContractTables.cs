using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PdcBus.Contracts.Tests;

/// <summary>The contracts as tables in Markdown.</summary>
internal static class ContractTables
{
    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Dictionary<Type, string> Words = new()
    {
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(long)] = "int",
        [typeof(DateOnly)] = "date",
        [typeof(PdcTimestamp)] = "date-time",
        [typeof(ContactLimit)] = "int or \"unlimited\"",
        [typeof(Contact)] = "`Person` or `MailingList`",
    };

    public static string Topics() => Table(
        "| topic | type | fields |",
        "|---|---|---|",
        PdcEventCatalog.All.Select(e => $"| `{e.Topic}` | `{Name(e.Type)}` | {Fields(e.Type, e)} |"));

    public static string Records() => Table(
        "| type | fields |",
        "|---|---|",
        Parts().OrderBy(t => t.Name, StringComparer.Ordinal).Select(t => $"| `{t.Name}` | {Fields(t)} |"));

    private static string Table(string head, string line, IEnumerable<string> rows) =>
        string.Concat(rows.Prepend(line).Prepend(head).Select(r => $"{r}\n"));

    /// <summary>Every record that is a part of an event, at any depth.</summary>
    private static HashSet<Type> Parts()
    {
        var parts = new HashSet<Type>();
        var open = new Queue<Type>([.. PdcEventCatalog.All.Select(e => e.Type)]);
        while (open.TryDequeue(out var type))
        {
            var info = PdcJsonContext.Default.GetTypeInfo(type)!;
            if (info.ElementType is { } element) open.Enqueue(element);
            if (info.Kind != JsonTypeInfoKind.Object) continue;
            if (!type.IsAssignableTo(typeof(IPdcEvent)) && !parts.Add(type)) continue;
            foreach (var property in Properties(type)) open.Enqueue(property.PropertyType);
        }

        return parts;
    }

    private static string Fields(Type type, PdcEventDescription? fixedBy = null) => string.Join(", ",
        from field in Properties(type)
        let property = (PropertyInfo)field.AttributeProvider!
        let value = (field.Name, fixedBy) switch
        {
            ("action", { } e) => $"\"{e.Action}\"",
            ("attribute", { } e) => $"\"{e.Topic}\"",
            ("url", { Action: "removed" }) => "null",
            _ when MayBeAbsent(property) => $"{Words[property.PropertyType]} or absent",
            _ => Value(property.PropertyType, Nullability.Create(property)),
        }
        select $"`{field.Name}` {value}");

    private static IEnumerable<JsonPropertyInfo> Properties(Type type) =>
        PdcJsonContext.Default.GetTypeInfo(type)!.Properties.Where(p => p.Get is not null);

    private static string Value(Type type, NullabilityInfo nullability)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        var value = Words.TryGetValue(bare, out var word) ? word
            : !bare.IsGenericType ? $"`{bare.Name}`"
            : bare.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
                ? $"array of {Item(bare, nullability)}"
                : $"object of {Item(bare, nullability)}";
        return nullability.ReadState == NullabilityState.Nullable ? $"{value} or null" : value;
    }

    private static string Item(Type type, NullabilityInfo nullability)
    {
        var item = Value(type.GenericTypeArguments[^1], nullability.GenericTypeArguments[^1]);
        return item.Contains(" or ", StringComparison.Ordinal) ? $"({item})" : item;
    }

    private static bool MayBeAbsent(PropertyInfo property) =>
        property.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition == JsonIgnoreCondition.WhenWritingNull;

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{type.GenericTypeArguments[0].Name}>"
        : type.Name;
}
