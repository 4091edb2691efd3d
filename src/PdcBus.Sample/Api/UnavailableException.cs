namespace PdcBus.Sample;

/// <summary>The request could not be served now; a later one may be.</summary>
internal sealed class UnavailableException(string detail)
    : RequestException(StatusCodes.Status503ServiceUnavailable, detail);
