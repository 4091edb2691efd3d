namespace PdcBus.Sample;

/// <summary>A manifest that cannot be imported: the client's fault, and said so.</summary>
internal sealed class ManifestException(string detail) : RequestException(StatusCodes.Status400BadRequest, detail);
