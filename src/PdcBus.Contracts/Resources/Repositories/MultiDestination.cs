using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A component of one repository that goes into another one as well.</summary>
/// <param name="Id">Its number.</param>
/// <param name="GlobalComponent">The name of the component.</param>
/// <param name="OriginRepo">The whole repository that it comes from.</param>
/// <param name="DestinationRepo">The whole repository that it goes to.</param>
/// <param name="Subscribers">The user names of those who are told of it.</param>
/// <param name="Active">Whether it is in use.</param>
public sealed record MultiDestination(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("global_component")] string GlobalComponent,
    [property: JsonPropertyName("origin_repo")] ContentDeliveryRepo OriginRepo,
    [property: JsonPropertyName("destination_repo")] ContentDeliveryRepo DestinationRepo,
    [property: JsonPropertyName("subscribers")] IReadOnlyList<string> Subscribers,
    [property: JsonPropertyName("active")] bool Active)
    : IAddableResource, IChangeableResource, IRemovableResource
{
    /// <inheritdoc />
    public static string ResourceName => "multi-destinations";
}
