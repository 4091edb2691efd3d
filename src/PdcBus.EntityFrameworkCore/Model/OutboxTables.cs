using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace PdcBus;

/// <summary>The tables' names as statements write them: quoted, with their schema.</summary>
internal sealed record OutboxTables(string Outbox, string Parked, string Lane, string Node)
{
    public const string OutboxEntity = "PdcBusOutbox";
    public const string ParkedEntity = "PdcBusParked";
    public const string LaneEntity = "PdcBusLane";
    public const string NodeEntity = "PdcBusNode";

    /// <exception cref="PdcBusException">The context's model does not hold them.</exception>
    public static OutboxTables In(DbContext context)
    {
        var sql = context.GetService<ISqlGenerationHelper>();
        return new OutboxTables(Name(OutboxEntity), Name(ParkedEntity), Name(LaneEntity), Name(NodeEntity));

        string Name(string entity)
        {
            var type = context.Model.FindEntityType(entity) ?? throw new PdcBusException(
                $"The model of {context.GetType().Name} does not hold the outbox. Call modelBuilder.AddPdcBusOutbox() in " +
                "its OnModelCreating, then add a migration.");
            return sql.DelimitIdentifier(type.GetTableName()!, type.GetSchema());
        }
    }
}
