namespace PdcBus;

/// <summary>A store that hands every call on; what inherits from it changes some of them.</summary>
public abstract class DelegatingStore : IOutboxStore
{
    /// <summary>The store that has the messages.</summary>
    protected abstract IOutboxStore Inner { get; }

    /// <inheritdoc />
    public virtual OutboxFigures Figures => Inner.Figures;

    /// <inheritdoc />
    public virtual OutboxTrouble? Trouble => Inner.Trouble;

    /// <inheritdoc />
    public virtual Task<IReadOnlyList<OutboxEntry>> ReadAsync(
        string lane, long after, int max, CancellationToken cancellationToken) =>
        Inner.ReadAsync(lane, after, max, cancellationToken);

    /// <inheritdoc />
    public virtual Task SettleAsync(
        string lane, IReadOnlyCollection<long> positions, CancellationToken cancellationToken) =>
        Inner.SettleAsync(lane, positions, cancellationToken);

    /// <inheritdoc />
    public virtual Task DeferAsync(
        string lane, long position, DateTimeOffset notBefore, OutboxFailure failure, CancellationToken cancellationToken) =>
        Inner.DeferAsync(lane, position, notBefore, failure, cancellationToken);

    /// <inheritdoc />
    public virtual Task ParkAsync(
        string lane, long position, OutboxFailure failure, CancellationToken cancellationToken) =>
        Inner.ParkAsync(lane, position, failure, cancellationToken);

    /// <inheritdoc />
    public virtual Task<IReadOnlyList<ParkedMessage>> QueryParkedAsync(
        ParkedFilter filter, int max, CancellationToken cancellationToken) =>
        Inner.QueryParkedAsync(filter, max, cancellationToken);

    /// <inheritdoc />
    public virtual Task RetryParkedAsync(
        IReadOnlyCollection<ParkedMessage> parked, CancellationToken cancellationToken) =>
        Inner.RetryParkedAsync(parked, cancellationToken);

    /// <inheritdoc />
    public virtual Task DiscardParkedAsync(IReadOnlyCollection<long> numbers, CancellationToken cancellationToken) =>
        Inner.DiscardParkedAsync(numbers, cancellationToken);

    /// <inheritdoc />
    public virtual Task<int> PruneParkedAsync(
        DateTimeOffset before, int keep, int max, CancellationToken cancellationToken) =>
        Inner.PruneParkedAsync(before, keep, max, cancellationToken);
}
