namespace PdcBus.Sample;

/// <summary>There is no such thing.</summary>
internal sealed class NotFoundException(string detail) : RequestException(StatusCodes.Status404NotFound, detail);
