namespace PdcBus.Sample;

/// <summary>The ids of releases, which follow from what the releases are.</summary>
internal static class ReleaseIds
{
    /// <summary>For example <c>tp-1.0</c>, <c>tp-1.0-updates</c>, <c>sap-1.0@tp-1</c>.</summary>
    /// <param name="shortName">The short name of the product.</param>
    /// <param name="version">The version.</param>
    /// <param name="type">The type. General availability goes without saying.</param>
    /// <param name="baseProduct">The id of the product that it is layered on; null if there is none.</param>
    public static string Of(string shortName, string version, string type, string? baseProduct = null)
    {
        var id = $"{shortName.ToLowerInvariant()}-{version}";
        if (type != "ga") id += $"-{type}";
        return baseProduct is null ? id : $"{id}@{baseProduct}";
    }
}
