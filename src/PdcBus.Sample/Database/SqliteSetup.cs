using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PdcBus.Sample;

/// <summary>
/// Prepares every connection, and makes the schema when a connection first meets an empty file. So the program
/// starts whatever the state of the disk, and each request tries again what the one before could not do.
/// </summary>
/// <remarks>SQLite works synchronously whatever its methods are called.</remarks>
internal sealed partial class SqliteSetup(DatabaseFile file, ILogger<SqliteSetup> logger) : DbConnectionInterceptor
{
    public override InterceptionResult ConnectionOpening(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        MakeFolder();
        return result;
    }

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection,
        ConnectionEventData eventData,
        InterceptionResult result,
        CancellationToken cancellationToken = default)
    {
        MakeFolder();
        return ValueTask.FromResult(result);
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
        Prepare((SqliteConnection)connection, eventData.Context!);

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Prepare((SqliteConnection)connection, eventData.Context!);
        return Task.CompletedTask;
    }

    private void MakeFolder()
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file.Path)!);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SchemaException(
                $"The folder of the database {file.Path} cannot be made. Let Sample:Database name another place.");
        }
    }

    private void Prepare(SqliteConnection connection, DbContext context)
    {
        Execute(connection, "PRAGMA busy_timeout = 5000");
        if (VersionOf(connection) == PdcDbContext.SchemaVersion) return;

        // Readers go on while somebody writes. The mode stays with the file.
        Execute(connection, "PRAGMA journal_mode = WAL");
        using var transaction = connection.BeginTransaction(deferred: false);
        switch (VersionOf(connection))
        {
            case PdcDbContext.SchemaVersion:
                return; // Somebody else was quicker.
            case 0:
                Execute(connection, context.Database.GenerateCreateScript());
                Execute(connection, $"PRAGMA user_version = {PdcDbContext.SchemaVersion}");
                transaction.Commit();
                Log.Created(logger, file.Path);
                return;
            case var other:
                throw new SchemaException(
                    $"The database {file.Path} has schema {other}, not {PdcDbContext.SchemaVersion}: another version " +
                    "of the program made it. Let Sample:Database name another file.");
        }
    }

    private static long VersionOf(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static partial class Log
    {
        [LoggerMessage(10000, LogLevel.Information, "Created the database {Path}.")]
        public static partial void Created(ILogger logger, string path);
    }
}
