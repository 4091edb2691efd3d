using System.Buffers;
using System.Globalization;

namespace PdcBus;

/// <summary>Numbers as Python reads them and writes them again.</summary>
/// <remarks>
/// How a number is spelt decides what it is. Without <c>. e E</c> it is an integer of any size and keeps its digits;
/// with one of them it is a double, written with the fewest digits that give the same double back: <c>1.10</c> becomes
/// <c>1.1</c>, <c>1E5</c> becomes <c>100000.0</c>.
/// </remarks>
internal static class CanonicalNumber
{
    /// <summary>Python refuses to read longer integers.</summary>
    private const int MaxIntegerDigits = 4300;

    /// <summary>Writes a number, given as it stands in a JSON text.</summary>
    /// <exception cref="UnfitValueException">The number would become infinite, or has too many digits.</exception>
    public static void Write(ReadOnlySpan<byte> token, IBufferWriter<byte> output)
    {
        if (token.ContainsAny(".eE"u8))
        {
            // Rounds correctly, to the nearest even, as Python does.
            WriteDouble(double.Parse(token, NumberStyles.Float, CultureInfo.InvariantCulture), output);
            return;
        }

        var digits = token.TrimStart((byte)'-').Length;
        if (digits > MaxIntegerDigits)
        {
            throw new UnfitValueException($"is an integer of {digits} digits; consumers read up to {MaxIntegerDigits}");
        }

        output.Write(token.SequenceEqual("-0"u8) ? "0"u8 : token);
    }

    /// <summary>
    /// Writes a double: in fixed notation, always with a point, from 1e-4 up to below 1e16; else with an exponent of
    /// at least two digits and its sign.
    /// </summary>
    /// <exception cref="UnfitValueException">It is not finite: Python writes that, but it is no JSON.</exception>
    public static void WriteDouble(double value, IBufferWriter<byte> output)
    {
        if (!double.IsFinite(value))
        {
            throw new UnfitValueException("is not finite, or larger than a double can be (1.8e308): no JSON has that");
        }

        if (double.IsNegative(value)) output.Write("-"u8);
        if (value == 0)
        {
            output.Write("0.0"u8);
            return;
        }

        // The digits are the same as Python's; only the layout differs.
        Span<byte> shortest = stackalloc byte[32];
        Math.Abs(value).TryFormat(shortest, out var length, "R", CultureInfo.InvariantCulture);
        Span<byte> digits = stackalloc byte[32];
        var (count, point) = Digits(shortest[..length], digits);
        Lay(digits[..count], point, output);
    }

    /// <summary>The significant digits of a positive number, and how many of them stand before the point.</summary>
    private static (int Count, int Point) Digits(ReadOnlySpan<byte> text, Span<byte> digits)
    {
        var exponent = 0;
        if (text.IndexOf((byte)'E') is var e and >= 0)
        {
            exponent = int.Parse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            text = text[..e];
        }

        var dot = text.IndexOf((byte)'.');
        var point = (dot < 0 ? text.Length : dot) + exponent;
        var count = 0;
        foreach (var c in text)
        {
            if (c == '.') continue;
            if (c == '0' && count == 0)
            {
                point--;
                continue;
            }

            digits[count++] = c;
        }

        while (digits[count - 1] == '0') count--;
        return (count, point);
    }

    private static void Lay(ReadOnlySpan<byte> digits, int point, IBufferWriter<byte> output)
    {
        if (point is > 16 or < -3)
        {
            output.Write(digits[..1]);
            if (digits.Length > 1) output.Write("."u8);
            output.Write(digits[1..]);
            WriteExponent(point - 1, output);
        }
        else if (point <= 0)
        {
            output.Write("0.000"u8[..(2 - point)]);
            output.Write(digits);
        }
        else if (digits.Length <= point)
        {
            output.Write(digits);
            output.Write("0000000000000000"u8[..(point - digits.Length)]);
            output.Write(".0"u8);
        }
        else
        {
            output.Write(digits[..point]);
            output.Write("."u8);
            output.Write(digits[point..]);
        }
    }

    private static void WriteExponent(int exponent, IBufferWriter<byte> output)
    {
        Span<byte> text = stackalloc byte[3];
        Math.Abs(exponent).TryFormat(text, out var length, "D2", CultureInfo.InvariantCulture);
        output.Write(exponent < 0 ? "e-"u8 : "e+"u8);
        output.Write(text[..length]);
    }
}
