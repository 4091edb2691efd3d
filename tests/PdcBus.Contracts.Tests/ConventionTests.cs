using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PdcBus.Contracts.Tests;

/// <summary>What has to stay true of every contract, also of those that come later.</summary>
public sealed class ConventionTests
{
    public static TheoryData<Type> Objects => [.. Reachable().Order(Comparer<Type>.Create(
        (x, y) => string.CompareOrdinal(x.ToString(), y.ToString())))];

    [Theory]
    [MemberData(nameof(Objects))]
    public void Property_OfAContract_NamesItsFieldItself(Type type)
    {
        // What has neither getter nor setter here is ignored: it is not in the message.
        var fields = PdcJsonContext.Default.GetTypeInfo(type)!.Properties
            .Where(p => p.Get is not null || p.Set is not null)
            .ToArray();

        Assert.NotEmpty(fields);
        Assert.All(fields, field =>
        {
            var attributes = field.AttributeProvider!.GetCustomAttributes(typeof(JsonPropertyNameAttribute), false);
            var name = Assert.IsType<JsonPropertyNameAttribute>(Assert.Single(attributes)).Name;
            Assert.Matches("^[a-z][a-z0-9]*(_[a-z0-9]+)*$", name);
        });
    }

    [Fact]
    public void Resource_EveryActionOfIt_HasGeneratedJson()
    {
        var expected = ContractTypes.ResourceEvents().ToArray();

        Assert.NotEmpty(expected);
        Assert.Equivalent(expected, ContractTypes.Events.Where(t => t.IsGenericType), strict: true);
    }

    [Fact]
    public void Context_EveryEventOfTheAssembly_HasGeneratedJson()
    {
        var events = typeof(IPdcEvent).Assembly.GetExportedTypes()
            .Where(t => t.IsAssignableTo(typeof(IPdcEvent)) && t.IsClass && !t.ContainsGenericParameters);

        Assert.Empty(events.Except(ContractTypes.Listed));
    }

    [Fact]
    public void Type_ThatIsPublic_StandsInTheOneNamespace() =>
        Assert.All(typeof(IPdcEvent).Assembly.GetExportedTypes(), type => Assert.Equal("PdcBus", type.Namespace));

    /// <summary>The contracts and everything inside them that becomes a JSON object.</summary>
    private static HashSet<Type> Reachable()
    {
        var found = new HashSet<Type>();
        var open = new Queue<Type>(ContractTypes.Events);
        while (open.TryDequeue(out var type))
        {
            var info = PdcJsonContext.Default.GetTypeInfo(type);
            if (info?.ElementType is { } element) open.Enqueue(element);
            if (info is not { Kind: JsonTypeInfoKind.Object } || !found.Add(type)) continue;
            foreach (var property in info.Properties) open.Enqueue(property.PropertyType);
        }

        return found;
    }
}
