using Microsoft.Extensions.Logging;

namespace PdcBus;

/// <summary>
/// Takes over the files of processes that have ended, the one with the oldest message first. Whatever is wrong with
/// one of them is told, and is no reason to refuse what this process appends. Only the writer's thread calls it.
/// </summary>
internal sealed partial class Takeover(OutboxFolder folder, TimeProvider clock, ILogger logger)
{
    private readonly Queue<EndedFile> _found = new();
    private readonly Dictionary<string, string> _left = new(StringComparer.Ordinal);
    private bool _isPaused;
    private volatile OutboxTrouble? _trouble;

    /// <summary>Whether there is a piece to take.</summary>
    public bool IsBusy => _found.Count > 0 && !_isPaused;

    /// <summary>What could not be taken over, and why; null if nothing is left behind.</summary>
    public OutboxTrouble? Trouble => _trouble;

    /// <summary>Opens the files that nobody holds, or goes on with those that are open.</summary>
    /// <param name="own">The file of this process.</param>
    public void Find(string own)
    {
        _isPaused = false;
        if (_found.Count > 0) return;
        var others = folder.Others(own);
        foreach (var gone in _left.Keys.Except(others).ToList()) Forget(gone);
        foreach (var ended in others.Select(TryOpen).OfType<EndedFile>().OrderBy(f => f.Oldest)) _found.Enqueue(ended);
    }

    /// <summary>Takes the next piece over.</summary>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">This process's own file is damaged.</exception>
    public void TakePiece(OutboxTables own)
    {
        var ended = _found.Peek();
        var isOwn = false;
        try
        {
            if (ended.Next() is not { } piece)
            {
                Finish(ended);
                return;
            }

            isOwn = true;
            own.TakeIn(piece);
            isOwn = false;
            ended.HasTaken(piece);
        }
        catch (Exception error) when (!isOwn || !SqliteErrors.IsDamage(error))
        {
            _found.Dequeue();
            if (ended.HoldsTaken)
            {
                // Whoever opened it anew would take that piece again, and again.
                _found.Enqueue(ended);
                _isPaused = true;
                Leave(ended.Path, error);
                return;
            }

            ended.Close();
            using (ended)
            {
                if (isOwn) Leave(ended.Path, SqliteErrors.Describe(own.Connection.DataSource, error));
                else SetAsideOrLeave(ended.Path, error);
            }
        }
    }

    /// <summary>Lets everything go; what has not been taken over stays where it is and is found again.</summary>
    public void Stop()
    {
        while (_found.TryDequeue(out var ended)) ended.Dispose();
    }

    private EndedFile? TryOpen(string file)
    {
        OutboxPlace? place = null;
        try
        {
            place = OutboxFolder.TryTakeEnded(file);
            if (place is not null) return EndedFile.Open(place);
            Forget(file);
        }
        catch (Exception error)
        {
            using (place) SetAsideOrLeave(file, error);
        }

        return null;
    }

    private void Finish(EndedFile ended)
    {
        ended.Close();
        OutboxFolder.Delete(ended.Path);
        _found.Dequeue();
        ended.Dispose();
        Forget(ended.Path);
        Log.TakenOver(logger, ended.Waiting, ended.Parked, ended.Path);
    }

    /// <summary>The file is closed, and its place is still held.</summary>
    private void SetAsideOrLeave(string file, Exception error)
    {
        try
        {
            if (SqliteErrors.IsDamage(error))
            {
                DamagedFile.SetAside(folder, file, clock.GetUtcNow(), logger, error);
                Forget(file);
                return;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            error = failure;
        }

        Leave(file, error);
    }

    private void Leave(string file, Exception error)
    {
        var reason = SqliteErrors.Describe(file, error).Message;
        if (!_left.ContainsKey(file)) Log.CannotTakeOver(logger, file, reason, error);
        _left[file] = reason;
        Tell();
    }

    private void Forget(string file)
    {
        if (_left.Remove(file)) Tell();
    }

    private void Tell() => _trouble = _left.Count == 0
        ? null
        : new OutboxTrouble(
            string.Join(" ", _left.Select(left =>
                $"The messages of a process that has ended wait in {left.Key} and cannot be taken over. {left.Value}")),
            RefusesAppends: false);

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
