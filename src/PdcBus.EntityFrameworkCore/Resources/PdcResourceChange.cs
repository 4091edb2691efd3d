namespace PdcBus;

/// <summary>What a save has changed of one resource.</summary>
/// <param name="Entity">
/// The entity of the resource. If that was not loaded and only a part of it has changed, the entity of the part.
/// </param>
/// <param name="Url">The resource's absolute URL after the change; the last one it had, if it was removed.</param>
/// <param name="OldValue">The resource before the save; null if it was not there.</param>
/// <param name="NewValue">The resource after the save; null if it is not there any more.</param>
public sealed record PdcResourceChange(object Entity, string Url, object? OldValue, object? NewValue);
