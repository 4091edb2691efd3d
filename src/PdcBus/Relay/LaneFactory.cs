using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PdcBus;

/// <summary>Makes lanes: everything that they have in common.</summary>
internal sealed class LaneFactory(
    IOutboxStore store, IOptions<RelayOptions> options, TimeProvider clock, PdcLedger ledger, ILogger<Lane> logger)
{
    public Lane Create(string name, IMessenger messenger) =>
        new(name, messenger, store, options.Value, clock, ledger, logger);
}
