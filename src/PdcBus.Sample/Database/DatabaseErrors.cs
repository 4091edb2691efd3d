using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace PdcBus.Sample;

/// <summary>What the database's errors mean for a client.</summary>
internal static class DatabaseErrors
{
    // Primary result codes, https://www.sqlite.org/rescode.html
    private const int Busy = 5;
    private const int ReadOnly = 8;
    private const int IoError = 10;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Constraint = 19;
    private const int NotADatabase = 26;

    // Extended result codes, of the same page. ON DELETE RESTRICT is reported as a trigger, and there are no others.
    private const int ForeignKey = Constraint | (3 << 8);
    private const int Restrict = Constraint | (7 << 8);

    public const string BusyDetail = "The database is busy. Try again.";

    /// <summary>Whether what was to be stored contradicts what is stored already.</summary>
    public static bool IsConflict(DbUpdateException exception) =>
        exception.InnerException is SqliteException { SqliteErrorCode: Constraint } or PostgresException
        {
            SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation
                or PostgresErrorCodes.RestrictViolation,
        };

    /// <summary>Names the value that must be unique, as the model knows it, or says that something is in use.</summary>
    public static string DescribeConflict(DbUpdateException exception)
    {
        if (exception.InnerException is SqliteException { SqliteExtendedErrorCode: ForeignKey or Restrict }
            or PostgresException
            {
                SqlState: PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.RestrictViolation,
            })
        {
            return "Something else refers to it.";
        }

        var entity = exception.Entries is [var entry, ..] ? entry.Metadata : null;
        var unique = entity?.GetIndexes().FirstOrDefault(index => index.IsUnique)?.Properties
            .Select(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
        return unique is null
            ? "This contradicts what is stored already."
            : $"There is one with the same {string.Join(" and ", unique)} already.";
    }

    /// <summary>Says what keeps the database from working, and the cure; null if it works.</summary>
    public static string? DescribeUnavailable(Exception exception) => exception switch
    {
        SchemaException schema => schema.Message,
        SqliteException sqlite => Describe(sqlite.SqliteErrorCode),
        { InnerException: SqliteException sqlite } => Describe(sqlite.SqliteErrorCode),
        TimeoutException => BusyDetail,
        NpgsqlException server => Describe(server),
        { InnerException: NpgsqlException server } => Describe(server),
        _ => null,
    };

    private static string? Describe(NpgsqlException error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
            "The database that Sample:Database names is not there. Create it on the server.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            "The server lets nobody in as Sample:Database says. Correct the user name or the password.",
        PostgresException { IsTransient: false } => null,
        _ => "The database server cannot be reached. Check that the one that Sample:Database names runs.",
    };

    private static string? Describe(int code) => code switch
    {
        Busy => BusyDetail,
        CannotOpen => "The database cannot be opened. Check that Sample:Database names a file in a folder that the " +
            "program may write to.",
        ReadOnly => "The database is read-only. Let the program write to the file that Sample:Database names.",
        Full or IoError => "The database cannot be written. Check the disk that Sample:Database lies on.",
        NotADatabase => "The file is no database. Let Sample:Database name another one.",
        _ => null,
    };
}
