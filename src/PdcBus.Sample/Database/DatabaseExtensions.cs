using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>The database. PdcBus opens and ends its transactions, and keeps the messages in it.</summary>
internal static class DatabaseExtensions
{
    public static IServiceCollection AddDatabase(this IServiceCollection services)
    {
        services.AddSingleton<DatabaseFile>();
        services.AddSingleton<SqliteSetup>();
        services.AddSingleton<PostgreSqlSetup>();
        services.AddDbContext<PdcDbContext>(Use);
        services.AddScoped<Choices>();
        return services;
    }

    /// <summary>A connection string with a host is a PostgreSQL server; anything else is a file of SQLite.</summary>
    private static void Use(IServiceProvider services, DbContextOptionsBuilder options)
    {
        var configured = services.GetRequiredService<IConfiguration>()["Sample:Database"];
        if (configured?.Contains("Host=", StringComparison.OrdinalIgnoreCase) == true)
        {
            options.UseNpgsql(configured)
                .AddInterceptors(services.GetRequiredService<PostgreSqlSetup>(), new PostgreSqlWriteGate());
            return;
        }

        options.UseSqlite(services.GetRequiredService<DatabaseFile>().ConnectionString)
            .AddInterceptors(services.GetRequiredService<SqliteSetup>());
    }
}
