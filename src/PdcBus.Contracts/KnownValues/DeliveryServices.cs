namespace PdcBus;

/// <summary>
/// What content is delivered through: values of <c>service</c> that every installation knows. An open set:
/// expect others.
/// </summary>
public static class DeliveryServices
{
    /// <summary><c>rhn</c>: RHN.</summary>
    public const string Rhn = "rhn";

    /// <summary><c>pulp</c>: Pulp.</summary>
    public const string Pulp = "pulp";

    /// <summary><c>ftp</c>: A file server.</summary>
    public const string Ftp = "ftp";
}
