using System.Data.Common;

namespace PdcBus;

/// <summary>
/// Statements whose plan must not depend on what the server believes about the table: it is empty at one moment and
/// holds a million rows at the next, and a plan made for the one is ruinous for the other. They go out in one batch
/// behind a setting that lasts as long as the batch, which is one transaction; nothing of it stays with the
/// connection, so any pool may own it.
/// </summary>
internal static class PostgreSqlBatch
{
    public const string UseTheIndex =
        "select set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)";

    /// <summary>One pinned statement. Its rows are the second result.</summary>
    public static DbBatch Pinned(DbConnection connection, string sql, params ReadOnlySpan<object?> values) =>
        connection.CreateBatch().With(UseTheIndex).With(sql, values);

    /// <summary>Adds a statement whose parameters are <c>$1</c>, <c>$2</c>, …</summary>
    public static DbBatch With(this DbBatch batch, string sql, params ReadOnlySpan<object?> values)
    {
        var command = batch.CreateBatchCommand();
        command.CommandText = sql;
        foreach (var value in values)
        {
            var parameter = command.CreateParameter();
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        batch.BatchCommands.Add(command);
        return batch;
    }
}
