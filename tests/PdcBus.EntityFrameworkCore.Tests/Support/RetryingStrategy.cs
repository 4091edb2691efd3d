using Microsoft.EntityFrameworkCore.Storage;

namespace PdcBus;

/// <summary>What <c>EnableRetryOnFailure</c> is elsewhere: SQLite's provider has none.</summary>
internal sealed class RetryingStrategy(ExecutionStrategyDependencies dependencies)
    : ExecutionStrategy(dependencies, maxRetryCount: 3, maxRetryDelay: TimeSpan.FromMilliseconds(20))
{
    protected override bool ShouldRetryOn(Exception exception) => exception is TimeoutException;
}
