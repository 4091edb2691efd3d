namespace PdcBus.Sample;

/// <summary>What the client sent is wrong.</summary>
internal sealed class BadRequestException(string detail) : RequestException(StatusCodes.Status400BadRequest, detail);
