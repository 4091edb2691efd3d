using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Metadata;

namespace PdcBus;

/// <summary>The resources of a context's model, and what each of its entity types has to do with them.</summary>
internal sealed class ResourceModel
{
    private readonly ConcurrentDictionary<IEntityType, bool> _concerns = new();
    private readonly string _context;
    private readonly IModel _model;

    /// <exception cref="PdcBusException">The model does not hold what is registered.</exception>
    public ResourceModel(string context, IReadOnlyCollection<ResourceDefinition> definitions, IModel model)
    {
        _context = context;
        _model = model;
        Resources = [.. definitions.Select(Map)];
        if (definitions.GroupBy(d => (d.Entity, d.Resource)).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw Mistake(twice.First(), "is registered twice. Take one of the two calls out: each would announce all.");
        }
    }

    /// <summary>In the order in which they were registered.</summary>
    public IReadOnlyList<MappedResource> Resources { get; }

    /// <summary>Whether rows of a type are those of a resource, or part of one.</summary>
    public bool Concerns(IEntityType type) => _concerns.GetOrAdd(
        type,
        static (type, resources) => resources.Any(
            r => r.Has(type) || r.Parts.Any(p => p.Type.IsAssignableFrom(type))),
        Resources);

    private MappedResource Map(ResourceDefinition definition)
    {
        if (_model.FindEntityType(definition.Entity) is not { } entity)
        {
            throw Mistake(definition, $"is not an entity of {_context}. Add it to the model of that context.");
        }

        if (entity.IsOwned())
        {
            throw Mistake(definition, "is owned by another entity. Register that one: what it owns counts as part of it.");
        }

        if (entity.FindPrimaryKey() is not { } key)
        {
            throw Mistake(definition, "has no key, so no row can be found again. Give it one in the model.");
        }

        var parts = definition.Parts.Select(p => Part(definition, entity, p));
        return new MappedResource(definition, entity, [.. parts, .. Owned(entity, key.Properties)]);
    }

    private ResourcePart Part(ResourceDefinition definition, IEntityType entity, LambdaExpression part)
    {
        var body = part.Body is UnaryExpression { NodeType: ExpressionType.Convert } convert ? convert.Operand : part.Body;
        var member = body is MemberExpression direct && direct.Expression == part.Parameters[0] ? direct.Member : null;
        var navigation = member is null
            ? null
            : (INavigationBase?)entity.FindNavigation(member.Name) ?? entity.FindSkipNavigation(member.Name);
        var (type, foreignKey) = navigation switch
        {
            ISkipNavigation many => ((IEntityType)many.JoinEntityType, (IForeignKey)many.ForeignKey),
            INavigation { IsOnDependent: false } held => (held.TargetEntityType, held.ForeignKey),
            INavigation one => throw Mistake(
                definition,
                $"has the part {part}, and refers to that row, which may so belong to many. Take the part out: when " +
                $"{one.Name} refers to another row, the entity itself changes."),
            _ => throw Mistake(
                definition, $"has the part {part}, which is no navigation of it. Name one, for example row => row.Items."),
        };

        return foreignKey.PrincipalKey.IsPrimaryKey() ? new ResourcePart(type, foreignKey.Properties) : throw Mistake(
            definition,
            $"has the part {part}, whose foreign key refers to another key than the primary one. Let it refer to that.");
    }

    /// <summary>What an entity owns, at any depth, as far as its rows hold the owner's key.</summary>
    private static IEnumerable<ResourcePart> Owned(IEntityType owner, IReadOnlyList<IProperty> key)
    {
        foreach (var navigation in owner.GetNavigations().Concat(owner.GetDerivedNavigations()))
        {
            if (navigation is not { IsOnDependent: false, ForeignKey: { IsOwnership: true } ownership }) continue;
            var held = key.Select(p => IndexOf(ownership.PrincipalKey.Properties, p)).ToList();
            if (held.Contains(-1)) continue;
            var part = new ResourcePart(navigation.TargetEntityType, [.. held.Select(i => ownership.Properties[i])]);
            yield return part;
            foreach (var deeper in Owned(part.Type, part.OwnerKey)) yield return deeper;
        }
    }

    private static int IndexOf(IReadOnlyList<IProperty> properties, IProperty property)
    {
        for (var i = 0; i < properties.Count; i++)
        {
            if (properties[i] == property) return i;
        }

        return -1;
    }

    private PdcBusException Mistake(ResourceDefinition definition, string flaw) => new(
        $"AddResourceEvents<{_context}>: {definition.Entity.Name}, to be announced as {definition.Resource.Name}, {flaw}");
}
