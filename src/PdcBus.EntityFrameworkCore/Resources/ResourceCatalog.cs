using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Metadata;

namespace PdcBus;

/// <summary>The resources of one class of contexts.</summary>
internal sealed class ResourceCatalog(Type contextType)
{
    // A context class may have several models, one for each tenant.
    private readonly ConditionalWeakTable<IModel, ResourceModel> _models = [];

    public Type ContextType => contextType;

    public List<ResourceDefinition> Definitions { get; } = [];

    /// <exception cref="PdcBusException">The model does not hold what is registered.</exception>
    public ResourceModel In(IModel model) =>
        _models.GetValue(model, m => new ResourceModel(contextType.Name, Definitions, m));
}
