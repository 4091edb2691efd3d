using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace PdcBus;

/// <summary>
/// Writes JSON as Python's encoder does with sorted keys and without blanks: the text that fedmsg signs, and that its
/// consumers make anew from what they have parsed. What is written here is a fixed point of that: parsed and written
/// again by Python it stays the same, byte for byte.
/// </summary>
/// <remarks>
/// Pure ASCII; <c>,</c> and <c>:</c> without blanks; keys in the order of their code points at every depth; of equal
/// keys the last one; nulls written.
/// </remarks>
internal static class CanonicalJson
{
    /// <summary>Python's parser gives up somewhere above 450 levels; a message that deep is a mistake.</summary>
    private const int MaxDepth = 256;

    private static readonly JsonDocumentOptions ParseOptions = new() { MaxDepth = 2 * MaxDepth };

    /// <summary>The canonical text of a JSON object.</summary>
    /// <exception cref="UnfitValueException">A value cannot be carried; the path says which.</exception>
    public static byte[] OfObject(ReadOnlyMemory<byte> json)
    {
        using var document = Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object) throw new UnfitValueException("is no JSON object");
        var output = new ArrayBufferWriter<byte>(json.Length + (json.Length / 4));
        Write(document.RootElement, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Writes any JSON value.</summary>
    /// <exception cref="UnfitValueException">A value cannot be carried; the path says which.</exception>
    public static void Write(JsonElement value, IBufferWriter<byte> output) => Write(value, output, depth: 0);

    private static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json, ParseOptions);
        }
        catch (JsonException)
        {
            throw new UnfitValueException($"is no JSON, or is nested deeper than {MaxDepth} levels");
        }
    }

    private static void Write(JsonElement value, IBufferWriter<byte> output, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(value, output, Deeper(depth));
                break;
            case JsonValueKind.Array:
                WriteArray(value, output, Deeper(depth));
                break;
            case JsonValueKind.String:
                CanonicalText.Write(CanonicalText.Unescape(JsonMarshal.GetRawUtf8Value(value)[1..^1]), output);
                break;
            case JsonValueKind.Number:
                CanonicalNumber.Write(JsonMarshal.GetRawUtf8Value(value), output);
                break;
            default:
                // null, true, false
                output.Write(JsonMarshal.GetRawUtf8Value(value));
                break;
        }
    }

    private static int Deeper(int depth) => depth < MaxDepth
        ? depth + 1
        : throw new UnfitValueException($"is nested deeper than {MaxDepth} levels");

    private static void WriteObject(JsonElement value, IBufferWriter<byte> output, int depth)
    {
        var members = MembersOf(value);
        output.Write("{"u8);
        var first = true;
        for (var i = 0; i < members.Count; i++)
        {
            var (key, _, member) = members[i];
            if (i + 1 < members.Count && members[i + 1].Key.AsSpan().SequenceEqual(key)) continue;
            if (!first) output.Write(","u8);
            first = false;
            CanonicalText.Write(key, output);
            output.Write(":"u8);
            try
            {
                Write(member, output, depth);
            }
            catch (UnfitValueException error)
            {
                error.IsIn(key);
                throw;
            }
        }

        output.Write("}"u8);
    }

    /// <summary>
    /// The members by key, equal keys in the order of the text. The order of UTF-8 bytes is that of code points; that
    /// of .NET's strings is another one as soon as surrogates come in.
    /// </summary>
    private static List<Member> MembersOf(JsonElement value)
    {
        var members = new List<Member>(value.GetPropertyCount());
        foreach (var property in value.EnumerateObject())
        {
            var key = CanonicalText.Unescape(JsonMarshal.GetRawUtf8PropertyName(property)).ToArray();
            members.Add(new Member(key, members.Count, property.Value));
        }

        members.Sort(static (x, y) =>
            x.Key.AsSpan().SequenceCompareTo(y.Key) is var order and not 0 ? order : x.Place - y.Place);
        return members;
    }

    private static void WriteArray(JsonElement value, IBufferWriter<byte> output, int depth)
    {
        output.Write("["u8);
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (index > 0) output.Write(","u8);
            try
            {
                Write(item, output, depth);
            }
            catch (UnfitValueException error)
            {
                error.IsIn(index);
                throw;
            }

            index++;
        }

        output.Write("]"u8);
    }

    /// <param name="Key">The key without escapes, as UTF-8.</param>
    /// <param name="Place">Its place in the text.</param>
    /// <param name="Value">The value.</param>
    private readonly record struct Member(byte[] Key, int Place, JsonElement Value);
}
