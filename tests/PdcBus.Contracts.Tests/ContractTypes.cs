using System.Text.Json.Serialization;

namespace PdcBus.Contracts.Tests;

internal static class ContractTypes
{
    /// <summary>Every type that the package promises generated JSON for.</summary>
    public static IReadOnlyList<Type> Listed { get; } =
    [
        .. from attribute in typeof(PdcJsonContext).GetCustomAttributesData()
           where attribute.AttributeType == typeof(JsonSerializableAttribute)
           select (Type)attribute.ConstructorArguments[0].Value!,
    ];

    /// <summary>Those of them that can be published.</summary>
    public static IReadOnlyList<Type> Events { get; } =
        [.. Listed.Where(t => t.IsAssignableTo(typeof(IPdcEvent)) && !t.IsAbstract)];

    /// <summary>Every resource with every action that is announced of it, as the event that announces it.</summary>
    public static IEnumerable<Type> ResourceEvents()
    {
        (Type Marker, Type Event)[] actions =
        [
            (typeof(IAddableResource), typeof(ResourceAdded<>)),
            (typeof(IChangeableResource), typeof(ResourceChanged<>)),
            (typeof(IRemovableResource), typeof(ResourceRemoved<>)),
        ];
        return from type in typeof(IPdcResource).Assembly.GetTypes()
               where !type.IsInterface
               from action in actions
               where type.IsAssignableTo(action.Marker)
               select action.Event.MakeGenericType(type);
    }
}
