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
    public string? CommittedOn { get; } = changeset is null ? null : Format(changeset.CommittedOn);

    /// <summary>
    /// The original's form of a time: a blank between date and time, six digits of a second or none, always
    /// <c>+00:00</c>: <c>2018-03-08 09:24:18.123456+00:00</c>.
    /// </summary>
    private static string Format(DateTimeOffset time)
    {
        var utc = time.ToUniversalTime();
        var microseconds = utc.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond;
        return utc.ToString(
            microseconds == 0 ? "yyyy-MM-dd HH:mm:ss'+00:00'" : "yyyy-MM-dd HH:mm:ss.ffffff'+00:00'",
            CultureInfo.InvariantCulture);
    }

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
