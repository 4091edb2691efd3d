using Microsoft.Extensions.Logging;

namespace PdcBus;

/// <summary>How people hear of a damaged file, at once and until they have seen to it.</summary>
internal static partial class DamagedFile
{
    private const string Cure =
        "Their messages are not sent. What can be read of one comes back with: sqlite3 DAMAGED .recover | sqlite3 " +
        "outbox-64.db, in the same folder, while the application runs. Then move the damaged file away.";

    public static void Report(ILogger logger, string file, string aside, Exception error) =>
        Log.SetAside(logger, file, aside, error);

    /// <summary>The trouble that lasts until the files have been moved away; null without any.</summary>
    public static OutboxTrouble? TroubleOf(IReadOnlyList<string> damaged) => damaged.Count == 0
        ? null
        : new OutboxTrouble(
            $"Damaged outbox files were set aside: {string.Join(", ", damaged)}. {Cure}", RefusesAppends: false);

    private static partial class Log
    {
        [LoggerMessage(8001, LogLevel.Critical,
            "The outbox file {File} is damaged. It was set aside as {Aside} and a new one takes its place. " + Cure)]
        public static partial void SetAside(ILogger logger, string file, string aside, Exception error);
    }
}
