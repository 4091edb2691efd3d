using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A place that content is pushed to.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name, at most 100 characters.</param>
/// <param name="Description">What it is for, at most 300 characters.</param>
/// <param name="Service">For example <c>rhn</c>, <c>pulp</c> or <c>ftp</c>; an open set.</param>
/// <param name="Host">The URL of the server, at most 255 characters.</param>
public sealed record PushTarget(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("description")] string Description,
    [property: JsonPropertyName("service")] string Service,
    [property: JsonPropertyName("host")] string Host)
    : IAddableResource, IChangeableResource, IRemovableResource
{
    /// <inheritdoc />
    public static string ResourceName => "push-targets";
}
