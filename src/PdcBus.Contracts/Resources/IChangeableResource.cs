namespace PdcBus;

/// <summary>A resource whose changes are announced: <see cref="ResourceChanged{T}"/>.</summary>
public interface IChangeableResource : IPdcResource;
