using System.Buffers.Text;

namespace PdcBus;

/// <summary>Who shows how often that it lives.</summary>
/// <param name="Send">How often this side does; zero if not at all.</param>
/// <param name="Receive">How often the server does; zero if not at all.</param>
/// <remarks>
/// https://stomp.github.io/stomp-specification-1.2.html#Heart-beating: "if &lt;cx&gt; is 0 (the client cannot send
/// heart-beats) or &lt;sy&gt; is 0 (the server does not want to receive heart-beats) then there will be none; otherwise,
/// there will be heart-beats every MAX(&lt;cx&gt;,&lt;sy&gt;) milliseconds", and the same the other way round.
/// </remarks>
internal readonly record struct StompHeartBeat(TimeSpan Send, TimeSpan Receive)
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromHours(1);

    /// <summary>Servers look late and networks dawdle: a beat may be missing, and this much beside.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    // heart-beat:<sx>,<sy>
    /// <summary>What follows from our wish and the server's answer. An answer that is no answer means none.</summary>
    public static StompHeartBeat Negotiate(TimeSpan ours, ReadOnlySpan<byte> answer)
    {
        var comma = answer.IndexOf((byte)',');
        if (comma < 0 || ours == TimeSpan.Zero) return default;
        return new StompHeartBeat(
            Slower(ours, Milliseconds(answer[(comma + 1)..])),
            Slower(ours, Milliseconds(answer[..comma])));
    }

    /// <summary>After how long without a write one is due. Half of the time: timers and networks are never exact.</summary>
    public TimeSpan SendAfter => Send / 2;

    /// <summary>
    /// After how long a silent server is given up. ActiveMQ's first beat comes only after twice the time.
    /// </summary>
    public TimeSpan GiveUpAfter(bool hasBeaten) => Receive * (hasBeaten ? 2 : 3) + Tolerance;

    private static TimeSpan Milliseconds(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return TimeSpan.Zero;
        return Utf8Parser.TryParse(text, out uint milliseconds, out _) ? TimeSpan.FromMilliseconds(milliseconds) : Most;
    }

    private static TimeSpan Slower(TimeSpan ours, TimeSpan theirs)
    {
        if (theirs == TimeSpan.Zero) return TimeSpan.Zero;
        var slower = ours > theirs ? ours : theirs;
        return slower < Least ? Least : slower > Most ? Most : slower;
    }
}
