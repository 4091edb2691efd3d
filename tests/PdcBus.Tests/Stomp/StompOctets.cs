using System.Buffers;
using System.Text;

namespace PdcBus;

/// <summary>A frame that tests keep after its buffer has gone.</summary>
internal sealed record KeptFrame(StompCommand Command, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string this[string header] => Headers[header];
}

/// <summary>Octets in and out of the codec.</summary>
internal static class StompOctets
{
    public static byte[] Of(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A sequence of segments of the given sizes, the last one holding the rest.</summary>
    public static ReadOnlySequence<byte> Split(ReadOnlyMemory<byte> octets, params int[] sizes)
    {
        var first = new Segment(default, 0);
        var last = first;
        foreach (var size in sizes)
        {
            last = last.Append(octets[..size]);
            octets = octets[size..];
        }

        last = last.Append(octets);
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    /// <summary>All frames of the octets, and whether something was left.</summary>
    public static List<KeptFrame> ReadAll(
        StompFrameReader reader, ReadOnlySequence<byte> buffer, params string[] headers)
    {
        var frames = new List<KeptFrame>();
        while (reader.TryRead(ref buffer, out var frame)) frames.Add(Keep(frame, headers));
        return frames;
    }

    public static List<KeptFrame> ReadAll(string text, params string[] headers) =>
        ReadAll(new StompFrameReader(), new ReadOnlySequence<byte>(Of(text)), headers);

    public static KeptFrame Keep(in StompFrame frame, params string[] headers)
    {
        var kept = new Dictionary<string, string>();
        foreach (var name in headers)
        {
            if (frame.Get(Of(name)) is { } value) kept[name] = value;
        }

        return new KeptFrame(frame.Command, kept, frame.Body.ToArray());
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long runningIndex)
        {
            Memory = memory;
            RunningIndex = runningIndex;
        }

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
