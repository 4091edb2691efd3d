namespace PdcBus;

/// <summary>Whether a request that may write runs inside the application's <see cref="IPdcUnitOfWork"/>.</summary>
public enum PdcTransaction
{
    /// <summary>The unit of work is opened before the action and committed or rolled back at the decision.</summary>
    Required,

    /// <summary>
    /// No unit of work is opened: the action commits for itself. With an outbox in the application's database an event
    /// belongs to the SaveChanges after it: that commit is the decision, a later status is only noted, and the message
    /// carries no changeset.
    /// </summary>
    None,
}
