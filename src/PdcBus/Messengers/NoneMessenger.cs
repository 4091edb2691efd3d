namespace PdcBus;

/// <summary>Takes every message and sends none: an application that is to stay silent.</summary>
internal sealed class NoneMessenger : IMessenger
{
    public const string Name = "none";

    public Task SendAsync(PdcMessage message, CancellationToken cancellationToken) => Task.CompletedTask;
}
