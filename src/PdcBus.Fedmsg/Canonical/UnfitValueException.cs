using System.Buffers;
using System.Globalization;
using System.Text;

namespace PdcBus;

/// <summary>A value that the format cannot carry. Says where it stands and why, never what it is.</summary>
/// <param name="reason">The end of a sentence that starts with the path.</param>
internal sealed class UnfitValueException(string reason) : Exception
{
    private static readonly SearchValues<char> Words =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    private string _path = "";

    /// <summary>Where it stands, from the root: <c>$.images[3].size</c>.</summary>
    public string Path => "$" + _path;

    /// <inheritdoc />
    public override string Message => $"{Path} {reason}";

    /// <summary>On the way out: the value stands in the member of this key, given as UTF-8.</summary>
    public void IsIn(ReadOnlySpan<byte> key)
    {
        var text = new ArrayBufferWriter<byte>();
        CanonicalText.Write(key, text);
        var quoted = Encoding.ASCII.GetString(text.WrittenSpan);
        var isWord = quoted.Length > 2 && quoted.AsSpan(1, quoted.Length - 2).IndexOfAnyExcept(Words) < 0;
        _path = (isWord ? $".{quoted[1..^1]}" : $"[{quoted}]") + _path;
    }

    /// <summary>On the way out: the value is the item of this index.</summary>
    public void IsIn(int index) => _path = string.Create(CultureInfo.InvariantCulture, $"[{index}]{_path}");
}
