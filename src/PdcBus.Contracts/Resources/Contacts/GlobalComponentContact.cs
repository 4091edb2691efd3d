using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>Who is to be contacted about a component, over all releases.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Component">The name of the component.</param>
/// <param name="Role">The name of the <see cref="ContactRole"/>.</param>
/// <param name="Contact">A <see cref="Person"/> or a <see cref="MailingList"/>.</param>
public sealed record GlobalComponentContact(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("component")] string Component,
    [property: JsonPropertyName("role")] string Role,
    [property: JsonPropertyName("contact")] Contact Contact)
    : IAddableResource, IChangeableResource, IRemovableResource
{
    /// <inheritdoc />
    public static string ResourceName => "global-component-contacts";
}
