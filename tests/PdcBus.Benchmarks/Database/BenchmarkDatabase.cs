using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace PdcBus;

/// <summary>A database of its own on the PostgreSQL that <see cref="Variable"/> names, removed at the end.</summary>
internal sealed class BenchmarkDatabase : IAsyncDisposable
{
    public const string Variable = "PDCBUS_TEST_POSTGRESQL";

    /// <summary>The bytes of a body and of the headers beside it: with its columns a row has about 0.9 KB.</summary>
    public const int BodySize = 700;

    private readonly string _server;

    private BenchmarkDatabase(string server, string connectionString)
    {
        _server = server;
        ConnectionString = connectionString;
    }

    public string ConnectionString { get; }

    public static async Task<BenchmarkDatabase> CreateAsync(CancellationToken cancellationToken)
    {
        var server = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : throw new InvalidOperationException(
            $"{Variable} is not set. Set it to the address that build/brokers/postgresql start prints.");
        var name = $"pdcbus_benchmark_{Guid.NewGuid():N}";
        await ExecuteAsync(server, $"create database {name}", cancellationToken);
        var database = new BenchmarkDatabase(
            server, new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString);
        await using var context = database.NewContext();
        await context.Database.EnsureCreatedAsync(cancellationToken);
        return database;
    }

    public BenchmarkContext NewContext() => new(
        new DbContextOptionsBuilder<BenchmarkContext>().UseNpgsql(ConnectionString).Options);

    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    public Task ExecuteAsync(string sql, CancellationToken cancellationToken) =>
        ExecuteAsync(ConnectionString, sql, cancellationToken);

    /// <summary>Fills a lane, as requests would have.</summary>
    public Task FillAsync(string lane, int count, CancellationToken cancellationToken) => ExecuteAsync(
        $$"""
        insert into pdcbus_outbox (lane, message_id, topic, headers, body, created_at)
        select '{{lane}}', gen_random_uuid(), 'compose',
          '{"pdc-message-id":"01970000-0000-7000-8000-000000000000","author":"somebody","changeset_id":"123456"}',
          decode(repeat('78', {{BodySize}}), 'hex'), now()
        from generate_series(1, {{count}})
        """,
        cancellationToken);

    /// <summary>An application on it, with a messenger that does what is said, not started.</summary>
    public IHost Build(Func<PdcMessage, Task> send, Action<IServiceCollection>? services = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration["PdcBus:Messenger"] = SampleRows.Lane;
        builder.Services.AddDbContext<BenchmarkContext>(options => options.UseNpgsql(ConnectionString));
        builder.Services.AddPdcBus()
            .AddEntityFrameworkOutbox<BenchmarkContext>()
            .AddMessenger(SampleRows.Lane, _ => new Bus(send));
        services?.Invoke(builder.Services);
        return builder.Build();
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        var name = new NpgsqlConnectionStringBuilder(ConnectionString).Database;
        await ExecuteAsync(_server, $"drop database if exists {name} with (force)", CancellationToken.None);
    }

    private static async Task ExecuteAsync(string connectionString, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Statements of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.CommandTimeout = 300;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private sealed class Bus(Func<PdcMessage, Task> send) : IMessenger
    {
        public Task SendAsync(PdcMessage message, CancellationToken cancellationToken) => send(message);
    }
}
