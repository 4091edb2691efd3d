using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PdcBus;

/// <summary>Adds the health of PdcBus to an application's health checks.</summary>
public static class PdcBusHealthCheckExtensions
{
    /// <summary>
    /// Adds a check of the relay, the messengers and the outbox. Degraded: a bus is unreachable, or messages are
    /// parked or old; the application still takes requests, so this must not restart it. Unhealthy: the outbox is
    /// full or the relay does not run.
    /// </summary>
    /// <param name="builder">What <c>AddHealthChecks()</c> returned.</param>
    /// <param name="name">The check's name; the default is <c>pdcbus</c>.</param>
    /// <param name="failureStatus">What is reported for Unhealthy; null leaves it as it is.</param>
    /// <param name="tags">The default is <c>ready</c> and <c>pdcbus</c>. Never let a liveness probe look at it.</param>
    public static IHealthChecksBuilder AddPdcBus(
        this IHealthChecksBuilder builder,
        string name = "pdcbus",
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddCheck<PdcBusHealthCheck>(name, failureStatus, tags ?? ["ready", "pdcbus"]);
    }
}
