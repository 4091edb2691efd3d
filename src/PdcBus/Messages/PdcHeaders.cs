namespace PdcBus;

/// <summary>The names of the headers that every protocol with headers carries.</summary>
public static class PdcHeaders
{
    /// <summary>The message's id, for buses that replace the protocol's own id field.</summary>
    public const string MessageId = "pdc-message-id";

    /// <summary>The user who made the request; empty if anonymous.</summary>
    public const string Author = "author";

    /// <summary>The request's comment; absent when there was none.</summary>
    public const string Comment = "comment";

    /// <summary>The number of the saved changeset; absent without one.</summary>
    public const string ChangesetId = "changeset_id";

    /// <summary>When the changeset was saved; absent without one.</summary>
    public const string CommittedOn = "committed_on";

    /// <summary>How often the message was parked and sent again by a person; absent on the first way.</summary>
    public const string Replay = "pdc-replay";
}
