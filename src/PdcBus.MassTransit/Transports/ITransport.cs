using MassTransit;

namespace PdcBus;

/// <summary>What the messenger has to know of the transport under its bus, beyond sending.</summary>
internal interface ITransport : IAsyncDisposable
{
    /// <summary>Nothing is known that would keep a message from being sent.</summary>
    bool IsOpen { get; }

    /// <summary>Connects if need be.</summary>
    /// <exception cref="MessengerException">It cannot; the message says why.</exception>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Where a message goes.</summary>
    Task<ISendEndpoint> EndpointForAsync(SendAttempt attempt);

    /// <summary>What a failed try means.</summary>
    MessengerException Explain(Exception exception, SendAttempt attempt);

    /// <summary>What it means that a message was not confirmed in time.</summary>
    MessengerException ExplainSilence(SendAttempt attempt, TimeSpan waited);

    /// <summary>Nothing was confirmed for long: its connection may be dead, so the next message gets a new one.</summary>
    void Doubt(SendAttempt attempt);
}
