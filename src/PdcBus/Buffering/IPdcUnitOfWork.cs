namespace PdcBus;

/// <summary>
/// The application's transaction as the core sees it. Registered scoped. It is opened before a writing action,
/// committed at a publish decision and rolled back at a discard.
/// </summary>
/// <remarks>
/// An outbox that joins the transaction (<see cref="IOutbox.JoinsTransaction"/>) is filled between the two, as its
/// last statements; any other is filled after the commit, and a crash between the two loses these messages.
/// </remarks>
public interface IPdcUnitOfWork
{
    /// <summary>Opens the transaction. Called once, before the action runs.</summary>
    Task BeginAsync(CancellationToken cancellationToken);

    /// <summary>Makes everything since <see cref="BeginAsync"/> permanent.</summary>
    Task CommitAsync(CancellationToken cancellationToken);

    /// <summary>Undoes everything since <see cref="BeginAsync"/>.</summary>
    Task RollBackAsync(CancellationToken cancellationToken);
}
