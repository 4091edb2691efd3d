using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace PdcBus;

/// <summary>Adds the outbox in a file.</summary>
public static class SqliteOutboxBuilderExtensions
{
    /// <summary>The soft limits hold where the configuration sets none: a million messages, 1 GiB.</summary>
    private const long SoftLimit = 1_000_000;
    private const long SoftLimitBytes = 1024L * 1024 * 1024;

    /// <summary>
    /// Adds an outbox in a file of its own, configured by the section <c>PdcBus:Outbox</c>. It is chosen if it is the
    /// only one that is added, or if <c>PdcBus:Outbox:Kind</c> is <c>sqlite</c>.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Runs after the configuration was read, and so decides.</param>
    /// <exception cref="ArgumentException">It was added before.</exception>
    public static IPdcBusBuilder AddSqliteOutbox(
        this IPdcBusBuilder builder, Action<SqliteOutboxOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddOutbox(new OutboxRegistration
        {
            Kind = SqliteOutbox.Kind,
            Outbox = services => services.GetRequiredService<SqliteOutbox>(),
            Store = services => services.GetRequiredService<SqliteOutbox>(),
            SoftLimit = SoftLimit,
            SoftLimitBytes = SoftLimitBytes,
        });

        var options = builder.AddOptions<SqliteOutboxOptions>("Outbox");
        if (configure is not null) options.Configure(configure);
        builder.Services.AddSingleton<IValidateOptions<SqliteOutboxOptions>, SqliteOutboxOptionsValidator>();
        builder.Services.AddSingleton(services => new OutboxFolder(
            services.GetRequiredService<IOptions<SqliteOutboxOptions>>().Value.Path,
            services.GetService<IHostEnvironment>()?.ContentRootPath ?? AppContext.BaseDirectory));
        builder.Services.AddSingleton<OutboxWriter>();
        builder.Services.AddSingleton<SqliteOutbox>();
        return builder;
    }
}
