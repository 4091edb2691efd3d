namespace PdcBus;

/// <summary>Where a victim keeps its messages.</summary>
public enum VictimOutbox
{
    /// <summary>In its own database, which is PostgreSQL.</summary>
    PostgreSql,

    /// <summary>In its own database, which is a SQLite file.</summary>
    Sqlite,

    /// <summary>In a file of the outbox's own; it has no database.</summary>
    File,
}
