namespace PdcBus;

/// <summary>Whether a request that may write runs inside the application's <see cref="IPdcUnitOfWork"/>.</summary>
public enum PdcTransaction
{
    /// <summary>The unit of work is opened before the action and committed or rolled back at the decision.</summary>
    Required,

    /// <summary>No unit of work is opened: the action commits for itself.</summary>
    None,
}
