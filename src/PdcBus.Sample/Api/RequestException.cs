namespace PdcBus.Sample;

/// <summary>A request that cannot be served as it stands. The detail is written for the client.</summary>
internal abstract class RequestException(int status, string detail) : Exception(detail)
{
    public int Status { get; } = status;
}
