using Microsoft.Data.Sqlite;

namespace PdcBus;

/// <summary>For statements that run once.</summary>
internal static class SqliteConnectionExtensions
{
    public static void Execute(this SqliteConnection connection, string sql)
    {
        using var statement = new Statement(connection, sql);
        statement.Execute();
    }

    public static long Scalar(this SqliteConnection connection, string sql)
    {
        using var statement = new Statement(connection, sql);
        return statement.Scalar();
    }
}
