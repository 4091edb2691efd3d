using Microsoft.Extensions.Logging;

namespace PdcBus;

/// <summary>How people hear of a damaged file, at once and until they have seen to it.</summary>
internal static partial class DamagedFile
{
    /// <summary>Renames the file, so that it is in nobody's way and nothing of it is lost, and says so.</summary>
    public static void SetAside(OutboxFolder folder, string file, DateTimeOffset now, ILogger logger, Exception error)
    {
        var aside = OutboxFolder.SetAside(file, now);
        Log.SetAside(logger, file, aside, Cure(folder), error);
    }

    /// <summary>The trouble that lasts until the files have been moved away; null without any.</summary>
    public static OutboxTrouble? TroubleIn(OutboxFolder folder)
    {
        var damaged = folder.Damaged();
        return damaged.Count == 0
            ? null
            : new OutboxTrouble(
                $"Damaged outbox files were set aside: {string.Join(", ", damaged)}. {Cure(folder)}", RefusesAppends: false);
    }

    private static string Cure(OutboxFolder folder) =>
        "What was waiting in it is not sent. If it can be restored (from a copy, or see https://sqlite.org/recovery.html), " +
        $"put the restored file at {folder.LastPlace}: its messages are then taken in. Move the damaged file away when " +
        "that is settled.";

    private static partial class Log
    {
        [LoggerMessage(8001, LogLevel.Critical,
            "The outbox file {File} is damaged. It was set aside as {Aside} and a new one takes its place. {Cure}")]
        public static partial void SetAside(ILogger logger, string file, string aside, string cure, Exception error);
    }
}
