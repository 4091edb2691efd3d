using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PdcBus.Sample;

/// <summary>
/// Makes the schema when a connection first meets an empty database, so that the program starts whether or not the
/// server is there. Several processes may do so at once: one of them does.
/// </summary>
internal sealed partial class PostgreSqlSetup(ILogger<PostgreSqlSetup> logger) : DbConnectionInterceptor
{
    private volatile bool _isDone;

    // Once in the life of the program: what blocks here is not worth a second way.
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (_isDone) return;
        Prepare(connection, eventData.Context!);
        _isDone = true;
    }

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }

    private void Prepare(DbConnection connection, DbContext context)
    {
        using var transaction = connection.BeginTransaction();
        Execute(connection, "SELECT pg_advisory_xact_lock(7301)");
        Execute(connection, "CREATE TABLE IF NOT EXISTS pdc_schema (version integer NOT NULL)");
        switch (VersionOf(connection))
        {
            case PdcDbContext.SchemaVersion:
                return;
            case 0:
                Execute(connection, context.Database.GenerateCreateScript());
                Execute(connection, $"INSERT INTO pdc_schema VALUES ({PdcDbContext.SchemaVersion})");
                transaction.Commit();
                Log.Created(logger, connection.Database);
                return;
            case var other:
                throw new SchemaException(
                    $"The database {connection.Database} has schema {other}, not {PdcDbContext.SchemaVersion}: another " +
                    "version of the program made it. Let Sample:Database name another database.");
        }
    }

    private static long VersionOf(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT coalesce(max(version), 0) FROM pdc_schema";
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static partial class Log
    {
        [LoggerMessage(10001, LogLevel.Information, "Created the tables in the database {Database}.")]
        public static partial void Created(ILogger logger, string database);
    }
}
