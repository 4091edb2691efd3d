namespace PdcBus;

/// <summary>A compose was marked as deleted. Topic <c>compose</c>, action <c>delete</c>.</summary>
/// <param name="ComposeId">The compose's id, at most 200 characters.</param>
public sealed record ComposeDeleted(string ComposeId) : ComposeEvent("delete", ComposeId);
