using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A mailing list that can be written to.</summary>
/// <param name="Id">Its number.</param>
/// <param name="MailName">Its name, at most 128 characters.</param>
/// <param name="Email">The address, at most 254 characters.</param>
public sealed record MailingList(
    long Id,
    [property: JsonPropertyName("mail_name")] string MailName,
    string Email)
    : Contact(Id, Email), IAddableResource, IChangeableResource, IRemovableResource
{
    /// <inheritdoc />
    public static string ResourceName => "contacts/mailing-lists";
}
