using System.Globalization;
using System.Text;

namespace PdcBus;

/// <summary>Text of a peer, made fit for a log line: one short line without control characters.</summary>
internal static class AmqpText
{
    private const int MaxLength = 300;

    public static string Clean(string text)
    {
        var clean = new StringBuilder(Math.Min(text.Length, MaxLength + 1));
        foreach (var c in text)
        {
            if (clean.Length == MaxLength) return clean.Append('…').ToString();
            // Marks of writing direction and the like could make a line read as another.
            var isPlain = !char.IsControl(c) && !char.IsWhiteSpace(c)
                && char.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.Surrogate);
            if (isPlain) clean.Append(c);
            else if (clean.Length > 0 && clean[^1] != ' ') clean.Append(' ');
        }

        return clean.ToString().TrimEnd();
    }
}
