namespace PdcBus;

/// <summary>A certificate and a key that cannot sign.</summary>
/// <param name="setting">The setting whose file is at fault; null: it is none of them.</param>
/// <param name="flaw">What is wrong and the cure, as the end of a sentence; a whole one without a setting.</param>
/// <param name="cause">The library's own error.</param>
internal sealed class CredentialsException(string? setting, string flaw, Exception? cause = null) : Exception(flaw, cause)
{
    /// <summary>The setting whose file is at fault; null: it is none of them.</summary>
    public string? Setting => setting;
}
