using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PdcBus.Sample;

namespace PdcBus.Conformance.Tests;

public sealed class SchemaTests
{
    /// <summary>
    /// The script of each version lies in Golden. When the model changes, raise
    /// <see cref="PdcDbContext.SchemaVersion"/> and add the new script: a program must never meet a file of its own
    /// version that has another schema.
    /// </summary>
    [Fact]
    public void Schema_OfThisVersion_IsTheRecordedOne()
    {
        using var database = new PdcDbContext(new DbContextOptionsBuilder<PdcDbContext>().UseSqlite().Options);

        var script = database.Database.GenerateCreateScript();

        var name = string.Create(CultureInfo.InvariantCulture, $"schema-{PdcDbContext.SchemaVersion}.sql");
        Assert.Equal(Golden.Text(name), script, ignoreLineEndingDifferences: true);
    }
}
