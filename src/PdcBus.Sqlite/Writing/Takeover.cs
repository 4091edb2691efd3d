using Microsoft.Extensions.Logging;

namespace PdcBus;

/// <summary>
/// Takes over the files of processes that have ended, the one with the oldest message first. Whatever is wrong with
/// one of them is told, and is no reason to refuse what this process appends. Only the writer's thread calls it.
/// </summary>
internal sealed partial class Takeover(OutboxFolder folder, TimeProvider clock, ILogger logger)
{
    private readonly Queue<(string File, FileLock Lock)> _found = new();
    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);
    private EndedFile? _current;
    private volatile OutboxTrouble? _trouble;

    public bool IsBusy => _found.Count > 0;

    /// <summary>What could not be taken over, and why; null if nothing is left behind.</summary>
    public OutboxTrouble? Trouble => _trouble;

    /// <summary>Locks the files that nobody holds.</summary>
    /// <param name="own">The file of this process.</param>
    public void Find(string own)
    {
        if (IsBusy) return;
        _trouble = null;
        var found = new List<(string File, FileLock Lock, long Oldest)>();
        foreach (var file in folder.Others(own))
        {
            FileLock? ended = null;
            try
            {
                ended = OutboxFolder.TryTakeEnded(file);
                if (ended is not null) found.Add((file, ended, OldestIn(file)));
            }
            catch (Exception error)
            {
                Leave(file, ended, error);
            }
        }

        foreach (var (file, ended, _) in found.OrderBy(f => f.Oldest)) _found.Enqueue((file, ended));
    }

    /// <summary>Takes the next piece over.</summary>
    /// <returns>Whether rows have come in.</returns>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">This process's own file is damaged.</exception>
    public bool TakePiece(OutboxTables own)
    {
        var (file, ended) = _found.Peek();
        try
        {
            _current ??= own.Attach(file);
            if (_current.TakePiece()) return true;
            Log.TakenOver(logger, _current.Waiting, _current.Parked, file);
            Detach();
            OutboxFolder.Delete(file);
            ended.Dispose();
            _reported.Remove(file);
        }
        catch (Exception error)
        {
            Detach();
            if (SqliteErrors.IsDamage(error) && OutboxDatabase.IsSound(file)) throw;
            Leave(file, ended, error);
        }

        _found.Dequeue();
        return false;
    }

    /// <summary>Lets everything go; what has not been taken over stays where it is and is found again.</summary>
    public void Stop()
    {
        try
        {
            Detach();
        }
        finally
        {
            while (_found.TryDequeue(out var left)) left.Lock.Dispose();
        }
    }

    private static long OldestIn(string file)
    {
        using var connection = OutboxDatabase.OpenForWriting(file, SqliteSynchronous.Full);
        return connection.Scalar(
            "SELECT ifnull(min(created_at), 0) FROM (SELECT created_at FROM outbox ORDER BY position LIMIT 1)");
    }

    private void Detach()
    {
        var current = _current;
        _current = null;
        current?.Dispose();
    }

    private void Leave(string file, FileLock? ended, Exception error)
    {
        using (ended)
        {
            try
            {
                if (ended is not null && SqliteErrors.IsDamage(error))
                {
                    DamagedFile.SetAside(folder, file, clock.GetUtcNow(), logger, error);
                    return;
                }
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                error = failure;
            }
        }

        var reason = SqliteErrors.Describe(file, error).Message;
        _trouble = new OutboxTrouble(
            $"The messages of a process that has ended wait in {file} and cannot be taken over. {reason}", RefusesAppends: false);
        if (_reported.Add(file)) Log.CannotTakeOver(logger, file, reason, error);
    }

    private static partial class Log
    {
        [LoggerMessage(8005, LogLevel.Information,
            "{Waiting} waiting and {Parked} parked messages were taken over from a process that has ended: {File}.")]
        public static partial void TakenOver(ILogger logger, long waiting, long parked, string file);

        [LoggerMessage(8006, LogLevel.Warning,
            "The messages of a process that has ended wait in {File} and cannot be taken over; it is tried again. {Reason}")]
        public static partial void CannotTakeOver(ILogger logger, string file, string reason, Exception error);
    }
}
