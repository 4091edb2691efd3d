using System.Globalization;

namespace PdcBus;

/// <summary>The fields that every message of a batch shares; they overwrite an event's own of the same name.</summary>
internal sealed class CommonFields(PdcOrigin origin, PdcChangeset? changeset)
{
    public string Author { get; } = origin.Author;

    public string? Comment { get; } = origin.Comment;

    /// <summary>Null without a changeset: the field is then absent.</summary>
    public long? ChangesetId { get; } = changeset?.Id;

    /// <summary>Null without a changeset: the field is then absent.</summary>
    public string? CommittedOn { get; } =
        changeset is null ? null : PdcTimestamp.ForCommittedOn(changeset.CommittedOn).ToString();

    public Dictionary<string, string> ToHeaders(Guid id)
    {
        var headers = new Dictionary<string, string>(5, StringComparer.Ordinal)
        {
            [PdcHeaders.MessageId] = id.ToString(),
            [PdcHeaders.Author] = Author,
        };
        if (Comment is not null) headers[PdcHeaders.Comment] = Comment;
        if (ChangesetId is { } number) headers[PdcHeaders.ChangesetId] = number.ToString(CultureInfo.InvariantCulture);
        if (CommittedOn is not null) headers[PdcHeaders.CommittedOn] = CommittedOn;
        return headers;
    }
}
