using System.Globalization;
using Microsoft.Data.Sqlite;

namespace PdcBus.Sample;

/// <summary>Where the database lies: <c>Sample:Database</c>, or a file beside the program.</summary>
internal sealed class DatabaseFile(IConfiguration configuration, IHostEnvironment environment)
{
    // The version is part of the default name, so that a newer program starts afresh and leaves the old file alone.
    private static readonly string DefaultName =
        string.Create(CultureInfo.InvariantCulture, $"pdc-{PdcDbContext.SchemaVersion}.db");

    /// <summary>The full path. A relative one starts where the program lies, wherever it is started from.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(
        configuration["Sample:Database"] is { Length: > 0 } configured ? configured : DefaultName,
        environment.ContentRootPath);

    public string ConnectionString => new SqliteConnectionStringBuilder { DataSource = Path }.ConnectionString;
}
