using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PdcBus.Sample;

/// <summary>Reads the values of fields, strictly: nothing is passed over and nothing made up.</summary>
internal static class FieldJson
{
    public static readonly JsonElement Null = JsonElement.Parse("null");
    public static readonly JsonElement EmptyList = JsonElement.Parse("[]");
    public static readonly JsonElement EmptyObject = JsonElement.Parse("{}");

    private static readonly JsonSerializerOptions Json = new()
    {
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static bool TryRead<T>(JsonElement json, [MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out string? flaw)
    {
        try
        {
            value = json.Deserialize<T>(Json)!;
            flaw = null;
            return true;
        }
        catch (JsonException)
        {
            value = default;
            flaw = $"Expected is {Describe(typeof(T))}.";
            return false;
        }
    }

    private static string Describe(Type type) => type switch
    {
        _ when type == typeof(string) => "a text",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(List<string>) => "a list of texts",
        { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(List<>) => "a list of objects with " +
            Fields(type.GetGenericArguments()[0]),
        _ when (Nullable.GetUnderlyingType(type) ?? type).IsPrimitive => "a whole number",
        _ => $"an object with {Fields(type)}",
    };

    private static string Fields(Type type) =>
        string.Join(", ", Json.GetTypeInfo(type).Properties.Select(property => property.Name));
}
