using System.Globalization;

namespace PdcBus;

/// <summary>How lanes are called: as their messenger; a shard of several adds <c>#</c> and its number.</summary>
internal static class LaneName
{
    public const char Separator = '#';

    public static string Of(string messenger, int shard, int shards) =>
        shards == 1 ? messenger : string.Create(CultureInfo.InvariantCulture, $"{messenger}{Separator}{shard}");

    /// <summary>
    /// The shard of a key: FNV-1a over its UTF-16 code units, so that every process and every version agrees.
    /// </summary>
    public static int ShardOf(string key, int shards)
    {
        var hash = 2166136261u;
        foreach (var c in key) hash = unchecked((hash ^ c) * 16777619u);
        return (int)(hash % (uint)shards);
    }
}
