using Npgsql;

namespace PdcBus;

/// <summary>
/// The PostgreSQL that tests run against: the one of <see cref="Variable"/>, else the one that
/// <c>build/brokers/postgresql start</c> has started.
/// </summary>
/// <remarks>
/// Each test makes databases of its own. Only a server that the scripts have started can be killed or frozen, and only
/// tests that do not run beside others may do so.
/// </remarks>
public sealed class PostgreSqlServer
{
    /// <summary>Names the server: a connection string of a user who may create databases.</summary>
    public const string Variable = "PDCBUS_TEST_POSTGRESQL";

    private const string Script = "postgresql";

    private PostgreSqlServer(string connectionString, bool isOurs)
    {
        ConnectionString = connectionString;
        IsOurs = isOurs;
    }

    /// <summary>Where the server is, with a user who may create databases.</summary>
    public string ConnectionString { get; }

    /// <summary>The scripts have started this server: it may be killed and frozen.</summary>
    public bool IsOurs { get; }

    /// <summary>
    /// Finds the server. Where none is named and none is started the test is skipped; one that is named and does not
    /// answer is a failure. One of ours that a test has left frozen or dead is brought back.
    /// </summary>
    public static async Task<PostgreSqlServer> RequireAsync(CancellationToken cancellationToken)
    {
        var named = Environment.GetEnvironmentVariable(Variable);
        var ours = await BrokerScripts.TryRunAsync(Script, ["address"], cancellationToken) is (0, var address)
            ? address
            : null;
        if (string.IsNullOrEmpty(named)) named = ours;
        if (named is null)
        {
            Assert.Skip(
                $"No PostgreSQL is here. Start one with build/brokers/postgresql start, or name one in {Variable}.");
        }

        var server = new PostgreSqlServer(named, isOurs: named == ours);
        if (server.IsOurs) await server.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>Makes an empty database and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var name = $"pdcbus_{Guid.NewGuid():N}";
        await ExecuteAsync($"create database {name}", cancellationToken);
        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name }.ConnectionString;
    }

    /// <summary>Removes a database, whoever is still connected to it.</summary>
    public async Task DropDatabaseAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using (var connection = new NpgsqlConnection(connectionString)) NpgsqlConnection.ClearPool(connection);
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await ExecuteAsync($"drop database if exists {name} with (force)", cancellationToken);
    }

    /// <summary>Skips the test unless the server is one that tests may kill.</summary>
    public void RequireControl() => Assert.SkipUnless(
        IsOurs, "Kills or freezes PostgreSQL: only the one of build/brokers/postgresql may be treated so.");

    /// <summary>Starts the server if it is down, thaws it if it is frozen, and waits until it answers.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => RunAsync("start", cancellationToken);

    /// <summary>Ends the server as a crash would.</summary>
    public Task KillAsync(CancellationToken cancellationToken) => RunAsync("kill", cancellationToken);

    /// <summary>Stops its processes: connections stay open and nothing answers.</summary>
    public Task FreezeAsync(CancellationToken cancellationToken) => RunAsync("freeze", cancellationToken);

    /// <summary>Lets frozen processes go on.</summary>
    public Task ThawAsync(CancellationToken cancellationToken) => RunAsync("thaw", cancellationToken);

    private Task<string> RunAsync(string verb, CancellationToken cancellationToken)
    {
        RequireControl();
        return BrokerScripts.RunAsync(Script, [verb], cancellationToken);
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        // Not pooled: a server that was restarted leaves nothing stale behind.
        var own = new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(own.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names that this class has made.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
