using System.Threading.Channels;

namespace PdcBus;

/// <summary>Wakes one waiting loop. A pulse that comes while it works is kept; two are one.</summary>
internal sealed class Wake
{
    private readonly Channel<byte> _pulse = Channel.CreateBounded<byte>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Pulse() => _pulse.Writer.TryWrite(0);

    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        await _pulse.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false);
        _pulse.Reader.TryRead(out _);
    }
}
