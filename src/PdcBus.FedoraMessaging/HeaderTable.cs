using System.Collections;
using System.Text;

namespace PdcBus;

/// <summary>
/// Headers that fit into one frame with the other properties: AMQP cannot divide them, and a broker answers a larger
/// frame by closing the connection.
/// </summary>
/// <param name="frameMax">The largest frame in bytes; 0: the broker sets no limit.</param>
internal sealed class HeaderTable(uint frameMax)
{
    /// <summary>What RabbitMQ proposes; no more is used even where there is no limit.</summary>
    private const int UsualFrameMax = 131_072;

    /// <summary>Frame, class, body size, flags, and the other properties with room to spare.</summary>
    private const int Reserve = 512;

    /// <summary>AMQP 0.9.1, 4.2.5.5: field names are short strings.</summary>
    private const int MaxNameBytes = 255;

    private readonly Dictionary<string, object?> _headers = new(StringComparer.Ordinal);
    private int _left = (int)Math.Min(frameMax == 0 ? UsualFrameMax : frameMax, UsualFrameMax) - Reserve;

    public IDictionary<string, object?> Headers => _headers;

    /// <summary>Adds a header, unless it has no room or its name is too long. One that is there already stays.</summary>
    public bool TryAdd(string name, object value)
    {
        var nameBytes = Encoding.UTF8.GetByteCount(name);
        if (nameBytes > MaxNameBytes) return false;
        if (_headers.ContainsKey(name)) return true;
        // A name with its length, the letter of the type, the value.
        var size = 1 + nameBytes + SizeOf(value);
        if (size > _left) return false;
        _left -= size;
        _headers.Add(name, value);
        return true;
    }

    private static int SizeOf(object value) => 1 + value switch
    {
        string text => 4 + Encoding.UTF8.GetByteCount(text),
        int => 4,
        bool => 1,
        IEnumerable items => 4 + items.Cast<object>().Sum(SizeOf),
        _ => throw new ArgumentException($"A header cannot be a {value.GetType().Name}.", nameof(value)),
    };
}
