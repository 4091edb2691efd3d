using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace PdcBus;

/// <summary>The columns of the outbox, for PostgreSQL or for SQLite, where a time is a number of microseconds.</summary>
internal sealed class OutboxColumns(bool postgres)
{
    public void Outbox(EntityTypeBuilder entity)
    {
        Name(entity, "lane");
        entity.Property<long>("id").ValueGeneratedOnAdd();
        Message(entity);
        entity.Property<int>("attempts").HasDefaultValue(0);
        Time(entity, "not_before", required: false);
        if (postgres)
        {
            // One index for order, reading and deletion: the planner has no other choice.
            entity.HasKey("lane", "id");

            // Every row is deleted soon: the size of the table says nothing about the work to be done.
            Storage(entity, "autovacuum_vacuum_scale_factor", 0);
            Storage(entity, "autovacuum_vacuum_threshold", 5000);
            Storage(entity, "autovacuum_vacuum_insert_threshold", -1);
            Storage(entity, "autovacuum_vacuum_cost_delay", 0);
        }
        else
        {
            // Only a key of one column never gives a number twice (AUTOINCREMENT).
            entity.HasKey("id");
            entity.HasIndex(["lane", "id"], "ix_pdcbus_outbox_lane_id");
        }
    }

    public void Parked(EntityTypeBuilder entity)
    {
        entity.Property<long>("number").ValueGeneratedOnAdd();
        entity.HasKey("number");
        Name(entity, "lane");
        Message(entity);
        entity.Property<int>("attempts");
        entity.Property<string>("kind").IsRequired();
        entity.Property<string>("error").IsRequired();
        Time(entity, "parked_at");
    }

    public void Lane(EntityTypeBuilder entity)
    {
        Name(entity, "lane");
        entity.HasKey("lane");
        entity.Property<string?>("owner");
        Time(entity, "expires_at");
    }

    public void Node(EntityTypeBuilder entity)
    {
        Name(entity, "node");
        entity.HasKey("node");
        entity.Property<string>("lanes").IsRequired();
        Time(entity, "last_seen");
    }

    /// <summary>Says names and types outright, so that no convention of the application changes them.</summary>
    public void Fix(IMutableEntityType entity)
    {
        foreach (var property in entity.GetProperties())
        {
            property.SetColumnName(property.Name);
            property.SetProviderClrType(null);
            property.SetValueConverter((ValueConverter?)null);
            property.SetColumnType(TypeOf(Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType));
        }
    }

    private string TypeOf(Type type) => (postgres, type) switch
    {
        (true, _) when type == typeof(string) => "text",
        (true, _) when type == typeof(long) => "bigint",
        (true, _) when type == typeof(int) => "integer",
        (true, _) when type == typeof(Guid) => "uuid",
        (true, _) when type == typeof(byte[]) => "bytea",
        (true, _) => "timestamp with time zone",
        (false, _) when type == typeof(string) => "TEXT",
        (false, _) when type == typeof(byte[]) => "BLOB",
        (false, _) => "INTEGER",
    };

    private void Message(EntityTypeBuilder entity)
    {
        if (postgres) entity.Property<Guid>("message_id");
        else entity.Property<string>("message_id").IsRequired();
        entity.Property<string>("topic").IsRequired();
        entity.Property<string?>("ordering_key");
        entity.Property<string>("headers").IsRequired();
        entity.Property<byte[]>("body").IsRequired();
        Time(entity, "created_at");
        entity.Property<string?>("traceparent");
        entity.Property<string?>("tracestate");
        entity.Property<string?>("notice");
    }

    private void Name(EntityTypeBuilder entity, string column)
    {
        var property = entity.Property<string>(column).IsRequired();
        if (postgres) property.UseCollation("C");
    }

    private void Time(EntityTypeBuilder entity, string column, bool required = true)
    {
        if (postgres) entity.Property<DateTimeOffset?>(column).IsRequired(required);
        else entity.Property<long?>(column).IsRequired(required);
    }

    private static void Storage(EntityTypeBuilder entity, string name, int value) =>
        entity.HasAnnotation($"Npgsql:StorageParameter:{name}", value);
}
