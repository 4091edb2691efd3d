namespace PdcBus;

/// <summary>The databases that the outbox works with.</summary>
public enum DatabaseKind
{
    PostgreSql,
    Sqlite,
}

public static class Databases
{
    public static TheoryData<DatabaseKind> Both => [DatabaseKind.PostgreSql, DatabaseKind.Sqlite];
}
