using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace PdcBus;

/// <summary>The relay's statements use the one index, whatever the server believes about the table.</summary>
public sealed class PlanTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Plan_TableBelievedEmpty_UsesTheKeyAlsoAsAPreparedStatement(bool generic)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.PostgreSql);
        await database.CreateTablesAsync();
        await using var context = database.NewContext();
        var rows = (PostgreSqlRows)OutboxSql.For(context).Rows;

        foreach (var (statement, types, values) in new[]
        {
            (rows.SelectStatement, "text, bigint, bigint[], integer", "'bus', 0, '{}', 500"),
            (rows.DeleteStatement, "text, bigint[]", "'bus', '{1,2,3}'"),
        })
        {
            var plan = await ExplainAsync(database, statement, types, values, generic);
            Assert.Contains("Index Scan using \"PK_pdcbus_outbox\"", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
        }
    }

    private static async Task<string> ExplainAsync(
        TestDatabase database, string statement, string types, string values, bool generic)
    {
        await using var connection = database.Connect();
        await connection.OpenAsync(Token);
        await ExecuteAsync(connection, "analyze pdcbus_outbox");
        await ExecuteAsync(connection, $"set plan_cache_mode = {(generic ? "force_generic_plan" : "force_custom_plan")}");
        await ExecuteAsync(connection, $"prepare statement ({types}) as {statement}");
        await using var batch = connection.CreateBatch().With(PostgreSqlBatch.UseTheIndex).With($"explain execute statement ({values})");
        await using var reader = await batch.ExecuteReaderAsync(Token);
        await reader.NextResultAsync(Token);
        var lines = new List<string>();
        while (await reader.ReadAsync(Token)) lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.Command(sql, named: false);
        await command.ExecuteNonQueryAsync(Token);
    }
}
