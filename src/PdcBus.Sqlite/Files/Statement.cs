using System.Globalization;
using Microsoft.Data.Sqlite;

namespace PdcBus;

/// <summary>A statement that is compiled once. Its values are given in the order of its parameters' names.</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand _command;

    public Statement(SqliteConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        _command = connection.CreateCommand();
#pragma warning disable CA2100 // Every caller passes SQL that is written down in this package.
        _command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var name in parameters) _command.Parameters.Add(new SqliteParameter(name, null));
    }

    /// <summary>Runs it and says how many rows it changed.</summary>
    public int Execute(params ReadOnlySpan<object?> values) => Bind(values).ExecuteNonQuery();

    public SqliteDataReader Query(params ReadOnlySpan<object?> values) => Bind(values).ExecuteReader();

    public long Scalar(params ReadOnlySpan<object?> values) =>
        Convert.ToInt64(Bind(values).ExecuteScalar(), CultureInfo.InvariantCulture);

    public void Dispose() => _command.Dispose();

    private SqliteCommand Bind(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++) _command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return _command;
    }
}
