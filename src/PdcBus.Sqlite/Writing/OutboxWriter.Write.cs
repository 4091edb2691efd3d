namespace PdcBus;

internal sealed partial class OutboxWriter
{
    // What callers wait for: groups of writes, each a commit.

    /// <summary>How long the first append waits for what ended processes have left.</summary>
    private static readonly TimeSpan OlderFirst = TimeSpan.FromSeconds(2);

    private void Write(List<PendingWrite> group)
    {
        if (!TryOpen(out var error))
        {
            Fail(group, error);
            return;
        }

        try
        {
            TakeOlder();
            Commit(group);
        }
        catch (Exception damage) when (SqliteErrors.IsDamage(damage))
        {
            SetAside(damage);
            group.RemoveAll(write => write.Task.IsCompleted);
            if (TryOpen(out error)) Commit(group);
            else Fail(group, error);
        }
    }

    /// <summary>All in one transaction; if that fails each in its own, so that one cannot spoil the others.</summary>
    private void Commit(List<PendingWrite> group)
    {
        var tables = _file!.Tables;
        bool hasAdded;
        try
        {
            tables.Begin();
            foreach (var write in group) write.Apply(tables);
            hasAdded = tables.Commit();
        }
        catch (Exception error) when (!SqliteErrors.IsDamage(error))
        {
            tables.RollBack();
            AnswerFor(group, error);
            return;
        }

        foreach (var write in group) write.SetResult();
        if (hasAdded) _signal.Pulse();
        Log.Committed(_logger, group.Count);
    }

    private void AnswerFor(List<PendingWrite> group, Exception error)
    {
        var concernsFile = SqliteErrors.ConcernsFile(error);
        // A file that is locked or does not answer would be waited for once for each of them.
        if (group.Count > 1 && (!concernsFile || SqliteErrors.IsFull(error)))
        {
            foreach (var write in group) Commit([write]);
            return;
        }

        if (concernsFile) Refuse(SqliteErrors.Describe(_file!.Path, error), error);
        Fail(group, error);
    }

    private void Fail(List<PendingWrite> group, Exception error)
    {
        var file = _file?.Path ?? _folder.Path;
        foreach (var write in group) write.TrySetException(SqliteErrors.Describe(file, error));
    }

    /// <summary>What others have left is older than what comes in first.</summary>
    private void TakeOlder()
    {
        var begun = _clock.GetTimestamp();
        while (_isFresh && _takeover.IsBusy && _clock.GetElapsedTime(begun) < OlderFirst) TakePiece();
        _isFresh = false;
    }

    private void TakePiece()
    {
        _takeover.TakePiece(_file!.Tables);
        _signal.Pulse();
    }
}
