using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace PdcBus;

/// <summary>
/// The application's strategy, silent while a unit of work surrounds the action: that runs once, and so does all that
/// it does. A strategy that retries would refuse to work in a transaction that it cannot repeat.
/// </summary>
internal sealed class OutboxStrategy(IExecutionStrategy configured, ICurrentDbContext current) : IExecutionStrategy
{
    public bool RetriesOnFailure => !IsSurrounded && configured.RetriesOnFailure;

    // Not asked of the context's own services, which ask this while they are made.
    private bool IsSurrounded => CommitFollower.Of(current.Context) is { Surrounding: not null };

    public TResult Execute<TState, TResult>(
        TState state,
        Func<DbContext, TState, TResult> operation,
        Func<DbContext, TState, ExecutionResult<TResult>>? verifySucceeded)
    {
        if (IsSurrounded) return operation(current.Context, state);
        var attempts = 0;
        return configured.Execute(
            state,
            (context, given) =>
            {
                if (attempts++ > 0) CommitFollower.Of(context)?.TriesAgain();
                return operation(context, given);
            },
            verifySucceeded);
    }

    public Task<TResult> ExecuteAsync<TState, TResult>(
        TState state,
        Func<DbContext, TState, CancellationToken, Task<TResult>> operation,
        Func<DbContext, TState, CancellationToken, Task<ExecutionResult<TResult>>>? verifySucceeded,
        CancellationToken cancellationToken = default)
    {
        if (IsSurrounded) return operation(current.Context, state, cancellationToken);
        var attempts = 0;
        return configured.ExecuteAsync(
            state,
            (context, given, token) =>
            {
                if (attempts++ > 0) CommitFollower.Of(context)?.TriesAgain();
                return operation(context, given, token);
            },
            verifySucceeded,
            cancellationToken);
    }
}
