namespace PdcBus;

/// <summary>A message as a subscriber got it.</summary>
/// <param name="Key">The key of the fact.</param>
/// <param name="Number">Its number.</param>
/// <param name="Id">The id of the message.</param>
/// <param name="At">When, as a timestamp of the system's clock.</param>
internal sealed record Arrival(string Key, long Number, Guid Id, long At);
