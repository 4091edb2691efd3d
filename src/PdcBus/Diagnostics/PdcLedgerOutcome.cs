namespace PdcBus;

/// <summary>What became of one message on one messenger.</summary>
/// <param name="At">When.</param>
/// <param name="Id">The message id.</param>
/// <param name="Topic">The topic.</param>
/// <param name="Messenger">The messenger's name.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Detail">The error in words; null if there was none.</param>
public sealed record PdcLedgerOutcome(
    DateTimeOffset At, Guid Id, string Topic, string Messenger, PdcOutcome Outcome, string? Detail);

/// <summary>What can become of a message.</summary>
public enum PdcOutcome
{
    /// <summary>The bus has taken responsibility.</summary>
    Confirmed,

    /// <summary>Handed to a bus that confirms nothing: best effort.</summary>
    Sent,

    /// <summary>The bus took it and had no subscriber to give it to.</summary>
    Unroutable,

    /// <summary>The bus refused it; it will be tried again.</summary>
    Refused,

    /// <summary>It was refused for good, or too often; it waits for a person.</summary>
    Parked,

    /// <summary>It was parked, and a person gave it up.</summary>
    Discarded,

    /// <summary>The application stopped while it waited in an outbox that does not survive a stop.</summary>
    Lost,
}
