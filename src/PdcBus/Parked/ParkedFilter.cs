namespace PdcBus;

/// <summary>Selects parked messages. What is null selects nothing out; all that is set must hold.</summary>
public sealed record ParkedFilter
{
    /// <summary>Only this message.</summary>
    public Guid? Id { get; init; }

    /// <summary>Only those of this messenger, all its lanes.</summary>
    public string? Messenger { get; init; }

    /// <summary>Only those of this topic, prefix included.</summary>
    public string? Topic { get; init; }

    /// <summary>Only those whose last error was of this kind.</summary>
    public MessengerErrorKind? Kind { get; init; }

    /// <summary>Only those parked at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only those parked before this time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only those behind this number: the next page.</summary>
    public long After { get; init; }

    /// <summary>Whether a message is selected. What a store cannot ask its database, it asks this.</summary>
    public bool Matches(ParkedMessage parked)
    {
        ArgumentNullException.ThrowIfNull(parked);
        return parked.Number > After &&
            (Id is null || parked.Message.Id == Id) &&
            (Messenger is null || IsOf(Messenger, parked.Lane)) &&
            (Topic is null || parked.Message.Topic == Topic) &&
            (Kind is null || parked.Failure.Kind == Kind) &&
            (From is null || parked.ParkedAt >= From) &&
            (Until is null || parked.ParkedAt < Until);
    }

    private static bool IsOf(string messenger, string lane) =>
        lane.StartsWith(messenger, StringComparison.OrdinalIgnoreCase) &&
        (lane.Length == messenger.Length || lane[messenger.Length] == LaneName.Separator);
}
