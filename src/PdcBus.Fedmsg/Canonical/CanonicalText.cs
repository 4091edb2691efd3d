using System.Buffers;
using System.Globalization;
using System.Text;

namespace PdcBus;

/// <summary>Strings as Python's encoder writes them.</summary>
/// <remarks>
/// <c>\" \\ \b \t \n \f \r</c>; every other character outside U+0020 to U+007E as <c>\u</c> with four lower-case
/// digits, those beyond U+FFFF as two of them. Nothing else is escaped, not even <c>/ &lt; &gt; &amp; '</c>.
/// </remarks>
internal static class CanonicalText
{
    private static readonly SearchValues<byte> Plain = SearchValues.Create(
        [.. Enumerable.Range(0x20, 0x7F - 0x20).Select(c => (byte)c).Except([(byte)'"', (byte)'\\'])]);

    /// <summary>Writes a string with its quotes.</summary>
    public static void Write(string text, IBufferWriter<byte> output) => Write(Encoding.UTF8.GetBytes(text), output);

    /// <summary>Writes a string, given as UTF-8, with its quotes. What is no UTF-8 becomes U+FFFD.</summary>
    public static void Write(ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        output.Write("\""u8);
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAnyExcept(Plain);
            if (plain < 0) plain = text.Length;
            output.Write(text[..plain]);
            text = text[plain..];
            if (text.IsEmpty) break;
            Rune.DecodeFromUtf8(text, out var rune, out var length);
            WriteEscaped(rune, output);
            text = text[length..];
        }

        output.Write("\""u8);
    }

    /// <summary>
    /// What stands between the quotes of a JSON string, without its escapes. Half a surrogate pair, which Python can
    /// carry and .NET cannot, becomes U+FFFD.
    /// </summary>
    public static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> json)
    {
        if (!json.Contains((byte)'\\')) return json;

        var text = new StringBuilder(Encoding.UTF8.GetString(json));
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\')
            {
                c = text[++i] switch
                {
                    'b' => '\b',
                    't' => '\t',
                    'n' => '\n',
                    'f' => '\f',
                    'r' => '\r',
                    'u' => CodeUnit(text, ref i),
                    var self => self,
                };
            }

            text[length++] = c;
        }

        text.Length = length;
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static char CodeUnit(StringBuilder text, ref int at)
    {
        var digits = text.ToString(at + 1, 4);
        at += 4;
        return (char)int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    private static void WriteEscaped(Rune rune, IBufferWriter<byte> output)
    {
        switch (rune.Value)
        {
            case '"':
                output.Write("\\\""u8);
                break;
            case '\\':
                output.Write("\\\\"u8);
                break;
            case '\b':
                output.Write("\\b"u8);
                break;
            case '\t':
                output.Write("\\t"u8);
                break;
            case '\n':
                output.Write("\\n"u8);
                break;
            case '\f':
                output.Write("\\f"u8);
                break;
            case '\r':
                output.Write("\\r"u8);
                break;
            default:
                Span<char> units = stackalloc char[2];
                foreach (var unit in units[..rune.EncodeToUtf16(units)]) WriteUnit(unit, output);
                break;
        }
    }

    private static void WriteUnit(char unit, IBufferWriter<byte> output)
    {
        Span<byte> escape = stackalloc byte[6];
        "\\u"u8.CopyTo(escape);
        ((int)unit).TryFormat(escape[2..], out _, "x4", CultureInfo.InvariantCulture);
        output.Write(escape);
    }
}
