namespace PdcBus;

/// <summary>A resource whose removal is announced: <see cref="ResourceRemoved{T}"/>.</summary>
public interface IRemovableResource : IPdcResource;
