namespace PdcBus.Sample;

/// <summary>What the client sent contradicts what is stored.</summary>
internal sealed class ConflictException(string detail) : RequestException(StatusCodes.Status409Conflict, detail);
