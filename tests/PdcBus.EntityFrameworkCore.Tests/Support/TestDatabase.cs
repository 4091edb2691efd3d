using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace PdcBus;

/// <summary>A database of a test's own, removed at its end.</summary>
public abstract class TestDatabase : IAsyncDisposable
{
    public abstract DatabaseKind Kind { get; }

    public abstract string ConnectionString { get; }

    public static async Task<TestDatabase> CreateAsync(DatabaseKind kind) => kind == DatabaseKind.PostgreSql
        ? await PostgreSqlDatabase.CreateAsync()
        : new SqliteDatabase();

    /// <summary>Tells a context to use it.</summary>
    /// <param name="options">The context's options.</param>
    /// <param name="retries">Whether what fails transiently is tried again.</param>
    public abstract void Use(DbContextOptionsBuilder options, bool retries = false);

    /// <summary>A connection that no context knows of.</summary>
    public abstract DbConnection Connect();

    /// <summary>Makes the tables.</summary>
    public async Task CreateTablesAsync()
    {
        await using var context = NewContext();
        await context.Database.EnsureCreatedAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A context that nobody follows.</summary>
    public ShopContext NewContext()
    {
        var options = new DbContextOptionsBuilder<ShopContext>();
        Use(options);
        return new ShopContext(options.Options);
    }

    public async Task<long> CountAsync(string sql)
    {
        var result = await ScalarAsync(sql);
        return Convert.ToInt64(result, CultureInfo.InvariantCulture);
    }

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = Connect();
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.Command(sql, named: false);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = Connect();
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.Command(sql, named: false);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public abstract ValueTask DisposeAsync();

    private sealed class PostgreSqlDatabase(PostgreSqlServer server, string connectionString) : TestDatabase
    {
        private static PostgreSqlServer? _server;

        public override DatabaseKind Kind => DatabaseKind.PostgreSql;

        public override string ConnectionString => connectionString;

        public static async Task<PostgreSqlDatabase> CreateAsync()
        {
            var token = TestContext.Current.CancellationToken;
            _server ??= await PostgreSqlServer.RequireAsync(token);
            return new PostgreSqlDatabase(_server, await _server.CreateDatabaseAsync(token));
        }

        public override void Use(DbContextOptionsBuilder options, bool retries = false) =>
            options.UseNpgsql(connectionString, npgsql =>
            {
                if (retries) npgsql.EnableRetryOnFailure();
            });

        public override DbConnection Connect() => new NpgsqlConnection(connectionString);

        public override async ValueTask DisposeAsync() =>
            await server.DropDatabaseAsync(connectionString, CancellationToken.None);
    }

    private sealed class SqliteDatabase : TestDatabase
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pdcbus-ef-");

        public override DatabaseKind Kind => DatabaseKind.Sqlite;

        public override string ConnectionString => new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(_folder.FullName, "shop.db"),
        }.ConnectionString;

        public override void Use(DbContextOptionsBuilder options, bool retries = false) =>
            options.UseSqlite(ConnectionString, sqlite =>
            {
                if (retries) sqlite.ExecutionStrategy(dependencies => new RetryingStrategy(dependencies));
            });

        public override DbConnection Connect() => new SqliteConnection(ConnectionString);

        public override ValueTask DisposeAsync()
        {
            using (var connection = new SqliteConnection(ConnectionString)) SqliteConnection.ClearPool(connection);
            _folder.Delete(recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
