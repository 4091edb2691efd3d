namespace PdcBus;

/// <summary>Who caused the events, and what they said about it: two of the common fields of every message.</summary>
/// <param name="author">The user's name; empty if anonymous.</param>
/// <param name="comment">The comment of the request; null if there was none. An empty one stays empty.</param>
public readonly struct PdcOrigin(string? author, string? comment)
{
    /// <summary>The user's name; empty if anonymous.</summary>
    public string Author => author ?? "";

    /// <summary>The comment of the request; null if there was none.</summary>
    public string? Comment => comment;
}
