using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PdcBus;

/// <summary>What the converters of types with several shapes share.</summary>
internal static class ContractJson
{
    /// <summary>
    /// The JSON code of one shape. A context that knows only the base type has none for the shapes; ours has.
    /// </summary>
    public static JsonTypeInfo InfoOf(Type type, JsonSerializerOptions options) =>
        options.TryGetTypeInfo(type, out var info) ? info : PdcJsonContext.Default.GetTypeInfo(type)!;
}
