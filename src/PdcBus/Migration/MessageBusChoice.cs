namespace PdcBus;

/// <summary>Which of the original's messengers its settings choose.</summary>
/// <param name="Kind">The messenger.</param>
/// <param name="Setting">The setting that chooses it, with its value: <c>MESSAGE_BUS:MLP is 'kombu'</c>.</param>
internal sealed record MessageBusChoice(MessageBusKind Kind, string Setting)
{
    /// <summary>What was chosen, as the beginning of a sentence.</summary>
    public override string ToString() => $"{Setting}, here the messenger '{Kind.Messenger}'";
}
