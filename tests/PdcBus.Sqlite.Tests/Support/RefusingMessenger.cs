namespace PdcBus;

/// <summary>A bus that is away, or takes nothing.</summary>
internal sealed class RefusingMessenger(MessengerErrorKind kind = MessengerErrorKind.Unreachable) : IMessenger
{
    public Task SendAsync(PdcMessage message, CancellationToken cancellationToken) =>
        Task.FromException(new MessengerException(kind, "The bus does not take it."));
}
