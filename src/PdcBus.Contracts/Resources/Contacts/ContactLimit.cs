using System.Globalization;
using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>How many contacts may have a <see cref="ContactRole"/>: a number, or <c>unlimited</c>.</summary>
/// <param name="Count">The number; null if there is no limit.</param>
[JsonConverter(typeof(ContactLimitConverter))]
public readonly record struct ContactLimit(long? Count)
{
    /// <summary>No limit; the default. In a message it is the text <c>unlimited</c>.</summary>
    public static ContactLimit Unlimited => default;

    /// <summary>The number, or <c>unlimited</c>.</summary>
    public override string ToString() =>
        Count?.ToString(CultureInfo.InvariantCulture) ?? ContactLimitConverter.Unlimited;
}
