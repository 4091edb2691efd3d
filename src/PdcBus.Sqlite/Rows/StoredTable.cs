namespace PdcBus;

/// <summary>A table whose rows can move from one file to another.</summary>
/// <param name="Name">The table.</param>
/// <param name="Key">The column that numbers its rows in each file anew.</param>
/// <param name="Columns">All others.</param>
internal sealed record StoredTable(string Name, string Key, string Columns)
{
    public static readonly StoredTable Waiting =
        new("outbox", "position", $"{MessageColumns.Names}, attempts, not_before, error_kind, error");

    public static readonly StoredTable Parked =
        new("parked", "number", $"{MessageColumns.Names}, attempts, error_kind, error, parked_at");

    /// <summary>The column of the body among <see cref="Columns"/>.</summary>
    public const int Body = 4;

    public string[] Parameters { get; } = [.. Columns.Split(", ").Select(column => "$" + column)];

    public string Read { get; } = $"SELECT {Key}, {Columns} FROM {Name} ORDER BY {Key} LIMIT $max";

    public string Remove { get; } = $"DELETE FROM {Name} WHERE {Key} <= $last";

    public string Insert => $"INSERT INTO {Name} ({Columns}) VALUES ({string.Join(", ", Parameters)})";
}
