using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>What a notification about an event says. Immutable.</summary>
public sealed class PdcNotice
{
    /// <summary>How urgent it is. The default is <see cref="PdcSeverity.Info"/>.</summary>
    [JsonPropertyName("severity")]
    public PdcSeverity Severity { get; init; } = PdcSeverity.Info;

    /// <summary>
    /// One line, like the subject of a mail: <c>Compose TP-1.0-20150310.0 was created</c>. The default is null:
    /// consumers show the topic.
    /// </summary>
    [JsonPropertyName("summary")]
    public string? Summary { get; init; }

    /// <summary>
    /// The users, packages and so on that the event is about, so that those who follow them are told. The default is
    /// none.
    /// </summary>
    [JsonPropertyName("affected_objects")]
    public IReadOnlyList<PdcAffectedObject> AffectedObjects
    {
        get;
        init => field = [.. value];
    }

    = [];

    /// <summary>Where to read more: absolute URLs, the best one first. The default is none.</summary>
    [JsonPropertyName("urls")]
    public IReadOnlyList<string> Urls
    {
        get;
        init => field = [.. value];
    }

    = [];
}
