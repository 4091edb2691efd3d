namespace PdcBus;

/// <summary>What CONNECTED has settled.</summary>
/// <param name="Version">The version in force.</param>
/// <param name="Server">Whose dialect it is.</param>
/// <param name="HeartBeat">Who shows how often that it lives.</param>
internal sealed record StompSession(StompVersion Version, StompServer Server, StompHeartBeat HeartBeat);
