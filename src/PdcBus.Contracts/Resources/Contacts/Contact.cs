using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>Whom to contact: a <see cref="Person"/> or a <see cref="MailingList"/>.</summary>
/// <remarks>
/// In a message the two differ by their fields: a person has a <c>username</c>, a list a <c>mail_name</c>.
/// </remarks>
[JsonConverter(typeof(ContactConverter))]
public abstract record Contact
{
    private protected Contact(long id, string email)
    {
        Id = id;
        Email = email;
    }

    /// <summary>Its number. People and lists are counted together.</summary>
    [JsonPropertyName("id")]
    [JsonPropertyOrder(-2)]
    public long Id { get; init; }

    /// <summary>The address, at most 254 characters.</summary>
    [JsonPropertyName("email")]
    [JsonPropertyOrder(-1)]
    public string Email { get; init; }
}
