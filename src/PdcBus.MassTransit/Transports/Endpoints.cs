using MassTransit;

namespace PdcBus;

/// <summary>
/// The endpoints that messages go to. MassTransit keeps them too, but takes the address apart for every look-up; most
/// transports have a single one.
/// </summary>
/// <remarks>Belongs to whoever has the turn to send.</remarks>
internal sealed class Endpoints(ISendEndpointProvider bus, Func<PdcMessage, Uri> destination)
{
    private Uri? _lastAddress;
    private Task<ISendEndpoint>? _last;

    public Task<ISendEndpoint> ForAsync(PdcMessage message)
    {
        var address = destination(message);
        if (_last is { IsCompletedSuccessfully: true } && ReferenceEquals(address, _lastAddress)) return _last;
        _lastAddress = address;
        return _last = bus.GetSendEndpoint(address);
    }
}
