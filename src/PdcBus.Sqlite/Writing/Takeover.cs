using Microsoft.Extensions.Logging;

namespace PdcBus;

/// <summary>
/// Takes over the files of processes that have ended, the one with the oldest message first. Only the writer's thread
/// calls it.
/// </summary>
internal sealed partial class Takeover(OutboxFolder folder, TimeProvider clock, ILogger logger)
{
    private readonly Queue<(string File, FileLock Lock)> _found = new();
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private EndedFile? _current;

    public bool IsBusy => _found.Count > 0;

    /// <summary>Locks the files that nobody holds.</summary>
    /// <param name="own">The file of this process.</param>
    public void Find(string own)
    {
        if (IsBusy) return;
        var found = new List<(string File, FileLock Lock, long Oldest)>();
        foreach (var (file, ended) in folder.TakeEnded(own))
        {
            if (TryLookInto(file) is { } oldest) found.Add((file, ended, oldest));
            else ended.Dispose();
        }

        foreach (var (file, ended, _) in found.OrderBy(f => f.Oldest)) _found.Enqueue((file, ended));
    }

    /// <summary>Takes the next piece over.</summary>
    /// <returns>Whether rows have come in.</returns>
    public bool TakePiece(OutboxTables own)
    {
        var (file, ended) = _found.Peek();
        _current ??= own.Attach(file);
        if (_current.TakePiece()) return true;

        Log.TakenOver(logger, _current.Waiting, _current.Parked, file);
        _current.Dispose();
        _current = null;
        OutboxFolder.Delete(file);
        ended.Dispose();
        _found.Dequeue();
        return false;
    }

    /// <summary>Lets everything go; what has not been taken over stays where it is and is found again.</summary>
    public void Stop()
    {
        var current = _current;
        _current = null;
        try
        {
            current?.Dispose();
        }
        finally
        {
            while (_found.TryDequeue(out var left)) left.Lock.Dispose();
        }
    }

    /// <summary>When the file's oldest message was made; null if nothing can be taken over.</summary>
    private long? TryLookInto(string file)
    {
        try
        {
            using var connection = OutboxDatabase.OpenForWriting(file, SqliteSynchronous.Full);
            return connection.Scalar("SELECT ifnull(min(created_at), 0) FROM (SELECT created_at FROM outbox ORDER BY position LIMIT 1)");
        }
        catch (Exception error) when (SqliteErrors.IsDamage(error))
        {
            DamagedFile.Report(logger, file, OutboxFolder.SetAside(file, clock.GetUtcNow()), error);
        }
        catch (Exception error)
        {
            if (_refused.Add(file)) Log.CannotTakeOver(logger, SqliteErrors.Describe(file, error).Message, error);
        }

        return null;
    }

    private static partial class Log
    {
        [LoggerMessage(8005, LogLevel.Information,
            "{Waiting} waiting and {Parked} parked messages were taken over from a process that has ended: {File}.")]
        public static partial void TakenOver(ILogger logger, long waiting, long parked, string file);

        [LoggerMessage(8006, LogLevel.Warning, "The messages of a process that has ended cannot be taken over. {Reason}")]
        public static partial void CannotTakeOver(ILogger logger, string reason, Exception error);
    }
}
