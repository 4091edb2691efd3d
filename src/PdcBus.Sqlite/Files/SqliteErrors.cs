using Microsoft.Data.Sqlite;

namespace PdcBus;

/// <summary>What SQLite's result codes mean for an outbox: https://sqlite.org/rescode.html.</summary>
internal static class SqliteErrors
{
    private const int NotPermitted = 3;
    private const int Busy = 5;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int LockingFailed = 15;
    private const int NotADatabase = 26;

    public static SqliteException Damage(string finding) => new(finding, Corrupt);

    public static bool IsDamage(Exception error) =>
        error is SqliteException { SqliteErrorCode: Corrupt or NotADatabase };

    /// <summary>Whether it is the file that does not take it, and not something about the row.</summary>
    public static bool ConcernsFile(Exception error) => IsFull(error) || error is SqliteException
    {
        SqliteErrorCode: NotPermitted or Busy or ReadOnly or InputOutput or CannotOpen or LockingFailed
    };

    /// <summary>Whether the file has no room; a smaller row might find some.</summary>
    public static bool IsFull(Exception error) => error is SqliteException { SqliteErrorCode: Full };

    /// <summary>The error as an operator reads it: file, setting, cause, cure.</summary>
    public static PdcBusException Describe(string file, Exception error) => error switch
    {
        PdcBusException known => known,
        SqliteException sqlite => new PdcBusException(
            $"The outbox file {file} ({OutboxFolder.Setting}) {Cause(sqlite)}", sqlite),
        _ => new PdcBusException(
            $"The outbox file {file} ({OutboxFolder.Setting}) cannot be used: {error.Message} {Cure}", error),
    };

    private const string Cure =
        $"Let the process write there, or set {OutboxFolder.Setting} to a folder where it may.";

    private static string Cause(SqliteException error) => error.SqliteErrorCode switch
    {
        Full => $"cannot grow: the disk is full. Free some space, or set {OutboxFolder.Setting} to a disk that has some.",
        ReadOnly => $"cannot be written. {Cure}",
        CannotOpen or NotPermitted => $"cannot be opened. {Cure}",
        Busy or LockingFailed => "is locked by another program. End the transaction that it holds open.",
        InputOutput => $"cannot be read or written: {error.Message} Look after the disk.",
        Corrupt or NotADatabase => $"is damaged: {error.Message}",
        _ => $"did not take it: {error.Message}",
    };
}
