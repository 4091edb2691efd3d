using System.Data.Common;

namespace PdcBus;

/// <summary>Commands without a provider's types.</summary>
internal static class DbCommandExtensions
{
    /// <summary>A command whose parameters are <c>$1</c>, <c>$2</c>, …</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="named">Whether the provider looks parameters up by name; else by place.</param>
    /// <param name="values">The parameters' values; null is a null.</param>
    public static DbCommand Command(this DbConnection connection, string sql, bool named, params ReadOnlySpan<object?> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            if (named) parameter.ParameterName = $"${i + 1}";
            parameter.Value = values[i] ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
