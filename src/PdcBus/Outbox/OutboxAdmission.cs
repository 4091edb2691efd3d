using Microsoft.Extensions.Options;

namespace PdcBus;

/// <summary>Asks for room before work begins, so that what has been admitted can always be taken.</summary>
internal sealed class OutboxAdmission(
    IOutboxStore store, ChosenOutbox chosen, IOptions<OutboxOptions> options, PdcBusSection section)
{
    /// <exception cref="PdcOutboxFullException">Too much is waiting, or the outbox takes nothing at all.</exception>
    public void Ask()
    {
        if (Flaw() is { } full) throw new PdcOutboxFullException(full);
    }

    /// <summary>Why nothing new is taken; null if there is room.</summary>
    public string? Flaw()
    {
        if (store.Trouble is { RefusesAppends: true } trouble) return trouble.Description;
        var figures = store.Figures;
        var limit = options.Value.SoftLimit ?? chosen.SoftLimit;
        if (figures.Waiting >= limit)
        {
            return Describe("messages", figures.Waiting, nameof(OutboxOptions.SoftLimit), limit);
        }

        var limitBytes = options.Value.SoftLimitBytes ?? chosen.SoftLimitBytes;
        return figures.WaitingBytes >= limitBytes
            ? Describe("bytes", figures.WaitingBytes, nameof(OutboxOptions.SoftLimitBytes), limitBytes)
            : null;
    }

    private string Describe(string unit, long waiting, string key, long limit) =>
        $"{waiting} {unit} wait in the outbox and {section.NameOf($"Outbox:{key}")} is {limit}: nothing new is taken " +
        "until the bus has caught up. The health check says whether it is reachable.";
}
