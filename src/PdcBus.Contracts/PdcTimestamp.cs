using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>
/// A moment, with the text that stands for it in a message. PDC writes moments in two forms, with six digits of a
/// second or none; the text is kept, so a message that is read and written again stays the same.
/// </summary>
/// <remarks>Two are equal if their texts are.</remarks>
[JsonConverter(typeof(PdcTimestampConverter))]
public readonly record struct PdcTimestamp
{
    // The point goes with the digits: both may be missing. K takes Z as well as +00:00.
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK"];

    private readonly string? _text;

    /// <summary>
    /// Writes a moment as PDC does inside resources, in UTC, without what is below a microsecond:
    /// <c>2017-10-31T16:25:35.291469Z</c>.
    /// </summary>
    public PdcTimestamp(DateTimeOffset value)
        : this(Write(value, 'T', "Z"))
    {
    }

    private PdcTimestamp(string text) => _text = text;

    /// <summary>The moment. Text without an offset counts as UTC.</summary>
    public DateTimeOffset Value => _text is null ? default : Read(_text, out var value) ? value : default;

    /// <summary>Writes a moment as PDC does in <c>committed_on</c>: <c>2018-03-08 09:24:18.123456+00:00</c>.</summary>
    public static PdcTimestamp ForCommittedOn(DateTimeOffset value) => new(Write(value, ' ', "+00:00"));

    /// <summary>Takes over a text in one of the two forms.</summary>
    /// <exception cref="FormatException">It has neither.</exception>
    public static PdcTimestamp Parse(string text) => TryParse(text, out var timestamp)
        ? timestamp
        : throw new FormatException($"'{text}' is no moment as PDC writes them, like 2017-10-31T16:25:35.291469Z.");

    /// <summary>Takes over a text in one of the two forms, if it has one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PdcTimestamp timestamp)
    {
        var known = Read(text, out _);
        timestamp = known ? new PdcTimestamp(text!) : default;
        return known;
    }

    /// <summary>The text that stands in the message.</summary>
    public override string ToString() => _text ?? Write(default, 'T', "Z");

    private static bool Read(string? text, out DateTimeOffset value) => DateTimeOffset.TryParseExact(
        text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out value);

    private static string Write(DateTimeOffset value, char separator, string zone)
    {
        var utc = value.UtcDateTime;
        var microseconds = utc.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond;
        var fraction = microseconds == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $".{microseconds:D6}");
        return string.Create(
            CultureInfo.InvariantCulture, $"{utc:yyyy-MM-dd}{separator}{utc:HH:mm:ss}{fraction}{zone}");
    }
}
