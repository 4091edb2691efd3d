using System.Globalization;
using Microsoft.Data.Sqlite;

namespace PdcBus;

/// <summary>Opens outbox files: checks what is there, sets SQLite up, creates or upgrades the tables.</summary>
internal static class OutboxDatabase
{
    /// <summary>Marks our files (https://sqlite.org/pragma.html#pragma_application_id): "PDCB".</summary>
    private const int ApplicationId = 0x50444342;

    private const int Version = 1;

    /// <summary>Above this a check would hold the start up; damage is then found when it is first read.</summary>
    private const long LargestChecked = 256 * 1024 * 1024;

    /// <summary>
    /// AUTOINCREMENT: positions are never used again, not even when the table has run empty. The relay reads on from
    /// the last position it saw, and would never see a row that takes an old one.
    /// </summary>
    private static readonly string Schema = $"""
        BEGIN IMMEDIATE;
        CREATE TABLE outbox (
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            {MessageColumns.Definition},
            attempts INTEGER NOT NULL DEFAULT 0,
            not_before INTEGER,
            error_kind TEXT,
            error TEXT) STRICT;
        CREATE INDEX outbox_lane ON outbox (lane);
        CREATE TABLE parked (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            {MessageColumns.Definition},
            attempts INTEGER NOT NULL,
            error_kind TEXT NOT NULL,
            error TEXT NOT NULL,
            parked_at INTEGER NOT NULL) STRICT;
        CREATE INDEX parked_time ON parked (parked_at);
        CREATE TABLE probe (filler BLOB) STRICT;
        PRAGMA application_id = {ApplicationId};
        PRAGMA user_version = {Version};
        COMMIT;
        """;

    /// <summary>How long a statement waits for people who look at the file with other tools, in seconds.</summary>
    private const int Patience = 5;

    /// <summary>Opens the file of this process; a missing one is created.</summary>
    /// <exception cref="SqliteException">The file is damaged or cannot be used.</exception>
    /// <exception cref="PdcBusException">It belongs to something else, or to a newer version.</exception>
    public static SqliteConnection OpenForWriting(string file, SqliteSynchronous synchronous)
    {
        var endedInHaste = File.Exists(file + "-wal");
        var connection = OpenPrepared(file, Patience, synchronous);
        if (!endedInHaste || new FileInfo(file).Length > LargestChecked) return connection;
        try
        {
            Check(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Opens the file of a process that has ended. Nobody is made to wait for it: all of it is read before long, so
    /// damage is found without a check, and who holds it locked is asked again later.
    /// </summary>
    /// <exception cref="SqliteException">The file is damaged or cannot be used.</exception>
    /// <exception cref="PdcBusException">It belongs to something else, or to a newer version.</exception>
    public static SqliteConnection OpenEnded(string file) => OpenPrepared(file, patience: 1, SqliteSynchronous.Full);

    public static SqliteConnection OpenForReading(string file)
    {
        var connection = Open(file, Patience);
        connection.Execute("PRAGMA query_only = ON");
        return connection;
    }

    /// <summary>What a commit waits for: https://sqlite.org/pragma.html#pragma_synchronous.</summary>
    public static void SetSynchronous(SqliteConnection connection, SqliteSynchronous synchronous)
    {
        var isFull = synchronous == SqliteSynchronous.Full;
        connection.Execute(isFull ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        // On macOS an fsync alone does not empty the disk's own cache.
        connection.Execute(isFull ? "PRAGMA fullfsync = ON" : "PRAGMA fullfsync = OFF");
    }

    private static SqliteConnection OpenPrepared(string file, int patience, SqliteSynchronous synchronous)
    {
        var connection = Open(file, patience);
        try
        {
            Prepare(connection, file);
            SetSynchronous(connection, synchronous);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static SqliteConnection Open(string file, int patience)
    {
        // Unpooled, so that closing closes.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Pooling = false,
            DefaultTimeout = patience,
        }.ToString());
        try
        {
            connection.Open();
            connection.Execute("PRAGMA cache_size = -16000");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Prepare(SqliteConnection connection, string file)
    {
        var isEmpty = connection.Scalar("SELECT count(*) FROM sqlite_schema") == 0;
        if (!isEmpty && connection.Scalar("PRAGMA application_id") != ApplicationId)
        {
            throw new PdcBusException(
                $"{file} ({OutboxFolder.Setting}) is a database of something else. Set {OutboxFolder.Setting} to a " +
                "folder that is the outbox's own.");
        }

        var version = connection.Scalar("PRAGMA user_version");
        if (version > Version)
        {
            throw new PdcBusException(string.Create(
                CultureInfo.InvariantCulture,
                $"The outbox file {file} ({OutboxFolder.Setting}) was made by a newer PdcBus (version {version} of the tables, this one knows {Version}). Install that one again, or set {OutboxFolder.Setting} to another folder."));
        }

        // Only before the first table: https://sqlite.org/pragma.html#pragma_auto_vacuum.
        if (isEmpty) connection.Execute("PRAGMA auto_vacuum = INCREMENTAL");
        SetJournal(connection, file);
        connection.Execute("PRAGMA wal_autocheckpoint = 2000");
        connection.Execute("PRAGMA journal_size_limit = 67108864");
        if (isEmpty) connection.Execute(Schema);
    }

    private static void SetJournal(SqliteConnection connection, string file)
    {
        using var set = new Statement(connection, "PRAGMA journal_mode = WAL");
        using var mode = set.Query();
        if (mode.Read() && mode.GetString(0) != "wal")
        {
            throw new PdcBusException(
                $"{file} ({OutboxFolder.Setting}) is on a file system that has no shared memory, which SQLite needs. Set " +
                $"{OutboxFolder.Setting} to a folder on a disk of this machine.");
        }
    }

    private static void Check(SqliteConnection connection)
    {
        using var check = new Statement(connection, "PRAGMA quick_check(1)");
        using var findings = check.Query();
        if (findings.Read() && findings.GetString(0) is var finding and not "ok") throw SqliteErrors.Damage(finding);
    }
}
