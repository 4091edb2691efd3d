namespace PdcBus;

/// <summary>
/// A kind of thing that the REST API offers, and the shape in which its messages carry it. It says which of its
/// changes are announced by also being an <see cref="IAddableResource"/>, an <see cref="IChangeableResource"/>, an
/// <see cref="IRemovableResource"/>.
/// </summary>
public interface IPdcResource
{
    /// <summary>
    /// The path below the root of the API, without slashes at its ends: <c>labels</c>, <c>contacts/people</c>. The
    /// topics start with it.
    /// </summary>
    static abstract string ResourceName { get; }
}
