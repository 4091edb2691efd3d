using System.Buffers;
using System.Globalization;
using System.Text;

namespace PdcBus;

/// <summary>Text of a peer, made fit for a log line: one short line without control characters.</summary>
public static class PeerText
{
    private const int MaxLength = 300;

    /// <summary>The text, at most 300 characters of it; what is no plain character becomes one space.</summary>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var clean = new StringBuilder(Math.Min(text.Length, MaxLength + 1));
        foreach (var c in text)
        {
            if (clean.Length == MaxLength) return clean.Append('…').ToString();
            var isPlain = !char.IsControl(c) && !char.IsWhiteSpace(c) && !IsInvisible(c);
            if (isPlain) clean.Append(c);
            else if (clean.Length > 0 && clean[^1] != ' ') clean.Append(' ');
        }

        return clean.ToString().TrimEnd();
    }

    /// <summary>The same for UTF-8.</summary>
    internal static string Clean(ReadOnlySequence<byte> octets) =>
        Clean(Encoding.UTF8.GetString(octets.Slice(0, Math.Min(octets.Length, 2 * MaxLength))));

    /// <inheritdoc cref="Clean(ReadOnlySequence{byte})"/>
    internal static string Clean(ReadOnlySpan<byte> octets) =>
        Clean(Encoding.UTF8.GetString(octets[..Math.Min(octets.Length, 2 * MaxLength)]));

    /// <summary>Marks of writing direction and the like could make a log line read as another.</summary>
    private static bool IsInvisible(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Surrogate;
}
