using Microsoft.Data.Sqlite;

namespace PdcBus;

/// <summary>A tool that begins a transaction on the outbox file and does not end it.</summary>
internal static class FileHolder
{
    public static async Task RunAsync(string folder)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "outbox.db")};Pooling=False");
        await connection.OpenAsync();
        await using var begin = connection.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        await begin.ExecuteNonQueryAsync();
        await Speech.ReadyAsync();
    }
}
