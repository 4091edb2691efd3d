using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PdcBus;

/// <summary>
/// Tells the followers of a context about its saves: the one that adds events, then the one that sees to it that events
/// go with the commit. Without state: pooled contexts share it.
/// </summary>
internal sealed class SaveInterceptor : ISaveChangesInterceptor
{
    public InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        ResourceFollower.Of(eventData.Context)?.SavingAsync(blocking: true, CancellationToken.None).GetAwaiter().GetResult();
        CommitFollower.Of(eventData.Context)?.Saving();
        return result;
    }

    public async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (ResourceFollower.Of(eventData.Context) is { } resources)
        {
            await resources.SavingAsync(blocking: false, cancellationToken).ConfigureAwait(false);
        }

        CommitFollower.Of(eventData.Context)?.Saving();
        return result;
    }

    public int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        ResourceFollower.Of(eventData.Context)?.SavedAsync(blocking: true, CancellationToken.None).GetAwaiter().GetResult();
        if (CommitFollower.Of(eventData.Context) is not { } follower) return result;
        if (follower.MustWriteWhenSaved) follower.WriteSaved();
        follower.Saved();
        return result;
    }

    public async ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (ResourceFollower.Of(eventData.Context) is { } resources)
        {
            await resources.SavedAsync(blocking: false, cancellationToken).ConfigureAwait(false);
        }

        if (CommitFollower.Of(eventData.Context) is not { } follower) return result;
        if (follower.MustWriteWhenSaved) await follower.WriteSavedAsync(cancellationToken).ConfigureAwait(false);
        follower.Saved();
        return result;
    }

    public void SaveChangesFailed(DbContextErrorEventData eventData) => Failed(eventData.Context);

    public Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Failed(eventData.Context);
        return Task.CompletedTask;
    }

    public void SaveChangesCanceled(DbContextEventData eventData) => Failed(eventData.Context);

    public Task SaveChangesCanceledAsync(DbContextEventData eventData, CancellationToken cancellationToken = default)
    {
        Failed(eventData.Context);
        return Task.CompletedTask;
    }

    private static void Failed(DbContext? context)
    {
        ResourceFollower.Of(context)?.SaveFailed();
        CommitFollower.Of(context)?.SaveFailed();
    }
}
