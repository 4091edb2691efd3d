using Microsoft.AspNetCore.Authentication;

namespace PdcBus.Sample;

/// <summary>Who may say who they are. Section <c>Sample</c>.</summary>
internal sealed class TokenOptions : AuthenticationSchemeOptions
{
    /// <summary>The user's name by token. The default is empty: everybody is anonymous.</summary>
    public Dictionary<string, string> Tokens { get; } = new(StringComparer.Ordinal);
}
