namespace PdcBus;

/// <summary>An event of the tests.</summary>
[PdcTopic("happened")]
public sealed record Happened(string What);
