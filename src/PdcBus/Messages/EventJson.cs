using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PdcBus;

/// <summary>
/// How events become JSON: the contracts' generated code first, then the application's own, reflection last;
/// snake_case; nulls are written.
/// </summary>
internal sealed class EventJson
{
    public EventJson(IEnumerable<EventJsonResolver> resolvers)
    {
        IJsonTypeInfoResolver[] chain =
            [PdcJsonContext.Default, .. resolvers.Select(r => r.Resolver), new DefaultJsonTypeInfoResolver()];
        Options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = JsonTypeInfoResolver.Combine(chain).WithAddedModifier(RemoveMetadata),
        };
        Options.MakeReadOnly();
    }

    public JsonSerializerOptions Options { get; }

    /// <summary>
    /// What <see cref="IPdcEvent"/> and <see cref="IPdcNotable"/> ask for is about the message, not in it: a public
    /// Topic property of a user's record must not become a field.
    /// </summary>
    private static void RemoveMetadata(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || type.Type.IsInterface) return;
        Remove(type, typeof(IPdcEvent));
        Remove(type, typeof(IPdcNotable));
    }

    private static void Remove(JsonTypeInfo type, Type metadata)
    {
        if (!metadata.IsAssignableFrom(type.Type)) return;
        var implementations = type.Type.GetInterfaceMap(metadata).TargetMethods;
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i].AttributeProvider is System.Reflection.PropertyInfo { GetMethod: { } getter } &&
                implementations.Any(m => m.MethodHandle == getter.MethodHandle))
            {
                type.Properties.RemoveAt(i);
            }
        }
    }
}

/// <summary>Generated JSON code that the application added for its own events.</summary>
internal sealed record EventJsonResolver(IJsonTypeInfoResolver Resolver);
