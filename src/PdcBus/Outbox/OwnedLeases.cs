namespace PdcBus;

/// <summary>The leases of an outbox that belongs to one process: everything, for ever.</summary>
internal sealed class OwnedLeases : IOutboxLeases
{
    public TimeSpan Duration => Timeout.InfiniteTimeSpan;

    public Task<LeaseGrant> RenewAsync(IReadOnlyCollection<string> lanes, CancellationToken cancellationToken) =>
        Task.FromResult(new LeaseGrant(lanes, []));

    public Task ReleaseAsync(IReadOnlyCollection<string> lanes, CancellationToken cancellationToken) =>
        Task.CompletedTask;
}
