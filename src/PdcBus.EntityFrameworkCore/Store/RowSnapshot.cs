using System.Globalization;

namespace PdcBus;

/// <summary>Which transactions had not ended when something was read.</summary>
/// <param name="Next">The first number that had not been given to a transaction.</param>
/// <param name="InProgress">Those that were given, and whose transactions had not ended or ended just then.</param>
internal sealed record RowSnapshot(ulong Next, IReadOnlyList<ulong> InProgress)
{
    private const uint FirstNormal = 3;

    /// <summary>
    /// What PostgreSQL calls a snapshot, <c>xmin:xmax:xip,xip</c> (section 9.27.7 of its manual): <c>xmax</c> follows the
    /// last transaction that has ended, so that younger ones which had begun are not in the list.
    /// </summary>
    /// <param name="text">The snapshot.</param>
    /// <param name="age">
    /// <c>age('3'::xid)</c>, asked after the snapshot was taken: how many numbers have been given since the first one,
    /// in 32 bits.
    /// </param>
    public static RowSnapshot Parse(string text, int age)
    {
        var parts = text.Split(':');
        var end = Number(parts[1]);
        var next = end + unchecked((uint)age + FirstNormal - (uint)end);
        var running = new List<ulong>();
        if (parts[2].Length > 0) running.AddRange(parts[2].Split(',').Select(Number));
        for (var number = end; number < next; number++) running.Add(number);
        return new RowSnapshot(next, running);
    }

    /// <summary>Whether a transaction had not ended, or not begun.</summary>
    public bool IsInProgress(ulong number) => number >= Next || InProgress.Contains(number);

    private static ulong Number(string text) => ulong.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
