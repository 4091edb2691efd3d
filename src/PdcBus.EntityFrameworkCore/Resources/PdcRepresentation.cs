namespace PdcBus;

/// <summary>What subscribers see of one object at one time.</summary>
/// <param name="Url">The object's absolute URL.</param>
/// <param name="Value">The whole object, as its messages carry it.</param>
/// <typeparam name="TResource">The kind of resource.</typeparam>
public sealed record PdcRepresentation<TResource>(string Url, TResource Value)
    where TResource : class, IPdcResource;
