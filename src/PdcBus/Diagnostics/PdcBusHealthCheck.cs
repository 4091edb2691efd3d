using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PdcBus;

/// <summary>
/// How PdcBus is doing, from figures kept in memory: the check does no I/O. A bus that is away makes it Degraded, not
/// Unhealthy, while the outbox takes what the application has to say.
/// </summary>
internal sealed class PdcBusHealthCheck(RelayService relay, IOutboxStore store, OutboxAdmission admission, TimeProvider clock)
    : IHealthCheck
{
    private static readonly TimeSpan OldAge = TimeSpan.FromMinutes(1);

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var figures = store.Figures;
        var age = figures.OldestWaiting is { } oldest ? clock.GetUtcNow() - oldest : TimeSpan.Zero;
        var lanes = relay.Lanes;
        var data = new Dictionary<string, object>
        {
            ["waiting"] = figures.Waiting,
            ["waiting_bytes"] = figures.WaitingBytes,
            ["oldest_waiting_seconds"] = Math.Round(age.TotalSeconds, 1),
            ["parked"] = figures.Parked,
        };
        foreach (var lane in lanes) data[$"messenger.{lane.Messenger}"] = Describe(lane);

        var (status, description) = Judge(lanes, figures, age);
        if (status == HealthStatus.Unhealthy) status = context.Registration.FailureStatus;
        return Task.FromResult(new HealthCheckResult(status, description, data: data));
    }

    private (HealthStatus Status, string Description) Judge(
        IReadOnlyList<LaneStatus> lanes, OutboxFigures figures, TimeSpan age)
    {
        if (admission.Flaw() is { } full) return (HealthStatus.Unhealthy, full);
        if (!relay.IsRunning) return (HealthStatus.Unhealthy, "The relay does not run; messages wait in the outbox.");
        if (lanes.FirstOrDefault(l => !l.Running) is { } dead)
        {
            return (HealthStatus.Unhealthy, $"The relay of {dead.Messenger} does not run; messages wait in the outbox.");
        }

        if (relay.LeaseError is { } lease) return (HealthStatus.Degraded, $"The leases of the outbox cannot be renewed: {lease}");
        if (store.Trouble is { } trouble) return (HealthStatus.Degraded, trouble.Description);
        var troubles = lanes.Where(l => l.Unreachable is not null || l.StoreError is not null).Select(Describe).ToList();
        if (troubles.Count > 0) return (HealthStatus.Degraded, string.Join(" ", troubles));
        if (figures.Parked > 0)
        {
            return (HealthStatus.Degraded, $"{figures.Parked} messages are parked and wait for a person; the ledger says why.");
        }

        return age > OldAge
            ? (HealthStatus.Degraded, Text($"The oldest message has been waiting for {age.TotalSeconds:0} s."))
            : (HealthStatus.Healthy, "Messages are delivered.");
    }

    private static string Describe(LaneStatus lane) => lane switch
    {
        { StoreError: { } error } => $"{lane.Messenger}: the outbox cannot be read or settled: {error}",
        { Unreachable: { } reason } => Text($"{lane.Messenger} is unreachable since {lane.Since:yyyy-MM-dd HH:mm:ss}Z: {reason}"),
        { Running: false } => "stopped",
        _ => "reachable",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
