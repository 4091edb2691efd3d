namespace PdcBus;

/// <summary>A resource whose creation is announced: <see cref="ResourceAdded{T}"/>.</summary>
public interface IAddableResource : IPdcResource;
