namespace PdcBus;

/// <summary>Opens <see cref="IPdcEventScope"/>s, for background jobs, consumers and scripts.</summary>
public interface IPdcEventScopeFactory
{
    /// <summary>Opens a scope, and the unit of work if the application has one.</summary>
    /// <param name="name">What the ledger and the log call this work, for example <c>nightly import</c>.</param>
    /// <param name="origin">Who does it, and why; the default is nobody, without a comment.</param>
    /// <param name="transaction">Whether the unit of work is opened. The default is Required.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <exception cref="PdcOutboxFullException">Too many messages are waiting.</exception>
    Task<IPdcEventScope> OpenAsync(
        string name,
        PdcOrigin origin = default,
        PdcTransaction transaction = PdcTransaction.Required,
        CancellationToken cancellationToken = default);
}
