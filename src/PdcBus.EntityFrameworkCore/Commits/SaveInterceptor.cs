using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PdcBus;

/// <summary>Tells the follower of a context's scope about its saves. Without state: pooled contexts share it.</summary>
internal sealed class SaveInterceptor : ISaveChangesInterceptor
{
    public InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        CommitFollower.Of(eventData.Context)?.Saving();
        return result;
    }

    public ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        CommitFollower.Of(eventData.Context)?.Saving();
        return ValueTask.FromResult(result);
    }

    public int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        if (CommitFollower.Of(eventData.Context) is not { } follower) return result;
        if (follower.MustWriteWhenSaved) follower.WriteSaved();
        follower.Saved();
        return result;
    }

    public async ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (CommitFollower.Of(eventData.Context) is not { } follower) return result;
        if (follower.MustWriteWhenSaved) await follower.WriteSavedAsync(cancellationToken).ConfigureAwait(false);
        follower.Saved();
        return result;
    }

    public void SaveChangesFailed(DbContextErrorEventData eventData) => CommitFollower.Of(eventData.Context)?.SaveFailed();

    public Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        CommitFollower.Of(eventData.Context)?.SaveFailed();
        return Task.CompletedTask;
    }

    public void SaveChangesCanceled(DbContextEventData eventData) => CommitFollower.Of(eventData.Context)?.SaveFailed();

    public Task SaveChangesCanceledAsync(DbContextEventData eventData, CancellationToken cancellationToken = default)
    {
        CommitFollower.Of(eventData.Context)?.SaveFailed();
        return Task.CompletedTask;
    }
}
