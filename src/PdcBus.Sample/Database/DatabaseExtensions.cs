using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>The database, its transactions and its changesets.</summary>
internal static class DatabaseExtensions
{
    public static IServiceCollection AddDatabase(this IServiceCollection services)
    {
        services.AddSingleton<DatabaseFile>();
        services.AddSingleton<SqliteSetup>();
        services.AddSingleton<WriteGate>();
        services.AddDbContext<PdcDbContext>((provider, options) => options
            .UseSqlite(provider.GetRequiredService<DatabaseFile>().ConnectionString)
            .AddInterceptors(provider.GetRequiredService<SqliteSetup>()));
        services.AddScoped<Choices>();
        services.AddScoped<IPdcUnitOfWork, UnitOfWork>();
        return services;
    }
}
