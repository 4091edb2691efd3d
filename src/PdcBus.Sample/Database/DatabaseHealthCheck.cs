using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PdcBus.Sample;

/// <summary>Whether the database answers, and if not the cure.</summary>
internal sealed class DatabaseHealthCheck(PdcDbContext database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await database.Labels.AnyAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (DatabaseErrors.DescribeUnavailable(exception) is not null)
        {
            return HealthCheckResult.Unhealthy(DatabaseErrors.DescribeUnavailable(exception), exception);
        }
    }
}
