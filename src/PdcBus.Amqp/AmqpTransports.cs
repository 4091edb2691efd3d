using Amqp;

namespace PdcBus;

/// <summary>Hands the library the transport that is open already.</summary>
internal sealed class AmqpTransports : TransportProvider
{
    public const string Scheme = "pdcbus";

    private readonly AmqpTransport _transport;

    public AmqpTransports(AmqpTransport transport)
    {
        _transport = transport;
        AddressSchemes = [Scheme];
    }

    public override Task<IAsyncTransport> CreateAsync(Address address) => Task.FromResult<IAsyncTransport>(_transport);
}
