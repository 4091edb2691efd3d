namespace PdcBus;

/// <summary>A bus that is away.</summary>
internal sealed class RefusingMessenger : IMessenger
{
    public Task SendAsync(PdcMessage message, CancellationToken cancellationToken) =>
        Task.FromException(new MessengerException(MessengerErrorKind.Unreachable, "The bus is away."));
}
