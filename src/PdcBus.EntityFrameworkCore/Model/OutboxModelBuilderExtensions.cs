using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PdcBus;

/// <summary>Adds the tables of the outbox to an application's model.</summary>
public static class OutboxModelBuilderExtensions
{
    /// <summary>
    /// Adds the tables <c>pdcbus_outbox</c>, <c>pdcbus_parked</c>, <c>pdcbus_lane</c> and <c>pdcbus_node</c>, in the
    /// model's default schema. Call it in <c>OnModelCreating</c>; migrations and <c>EnsureCreated</c> then make them.
    /// </summary>
    /// <remarks>No class is mapped to them: they never meet a change tracker.</remarks>
    public static ModelBuilder AddPdcBusOutbox(this ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        // Npgsql's conventions have marked the model before anybody builds it.
        var columns = new OutboxColumns(
            modelBuilder.Model.GetAnnotations().Any(a => a.Name.StartsWith("Npgsql:", StringComparison.Ordinal)));
        Add(modelBuilder, OutboxTables.OutboxEntity, "pdcbus_outbox", columns, columns.Outbox);
        Add(modelBuilder, OutboxTables.ParkedEntity, "pdcbus_parked", columns, columns.Parked);
        Add(modelBuilder, OutboxTables.LaneEntity, "pdcbus_lane", columns, columns.Lane);
        Add(modelBuilder, OutboxTables.NodeEntity, "pdcbus_node", columns, columns.Node);
        return modelBuilder;
    }

    private static void Add(
        ModelBuilder model, string name, string table, OutboxColumns columns, Action<EntityTypeBuilder> add) =>
        model.SharedTypeEntity<Dictionary<string, object>>(name, entity =>
        {
            entity.ToTable(table);
            add(entity);
            columns.Fix(entity.Metadata);
        });
}
