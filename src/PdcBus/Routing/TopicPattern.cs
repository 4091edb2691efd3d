namespace PdcBus;

/// <summary>A binding pattern of an AMQP topic exchange.</summary>
internal sealed class TopicPattern(string pattern)
{
    private readonly string[] _words = pattern.Split('.');

    public bool Matches(string topic) => Matches(_words, topic.Split('.'));

    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> words)
    {
        if (pattern.IsEmpty) return words.IsEmpty;
        if (pattern[0] != "#")
        {
            return !words.IsEmpty && (pattern[0] == "*" || pattern[0] == words[0]) && Matches(pattern[1..], words[1..]);
        }

        for (var skipped = 0; skipped <= words.Length; skipped++)
        {
            if (Matches(pattern[1..], words[skipped..])) return true;
        }

        return false;
    }
}
