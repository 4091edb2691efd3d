namespace PdcBus.Sample;

/// <summary>One of many could not be served, so none is.</summary>
/// <param name="id">Which one: its place in a list, or its key.</param>
/// <param name="reason">What is the matter with it.</param>
internal sealed class BulkItemException(object id, Exception reason)
    : Exception($"The item {id} cannot be served.", reason)
{
    public object Id { get; } = id;
}
