using System.Text.Json;

namespace PdcBus;

/// <summary>What a victim does. Travels as JSON on its command line.</summary>
public sealed record VictimOptions
{
    /// <summary>Begins the keys of what it writes; no two victims that run at once share one.</summary>
    public required string Name { get; init; }

    /// <summary>Where it keeps its messages.</summary>
    public required VictimOutbox Outbox { get; init; }

    /// <summary>A connection string, or for <see cref="VictimOutbox.File"/> a folder.</summary>
    public required string Database { get; init; }

    /// <summary>Where RabbitMQ is.</summary>
    public required string RabbitMq { get; init; }

    /// <summary>The exchange that it publishes to.</summary>
    public required string Exchange { get; init; }

    /// <summary>Writers at once, each with a key of its own.</summary>
    public int Writers { get; init; } = 4;

    /// <summary>Writes of each; 0 only relays.</summary>
    public int Writes { get; init; }

    /// <summary>The number of each writer's first write.</summary>
    public long First { get; init; }

    /// <summary>How long a writer waits between two writes.</summary>
    public TimeSpan Pace { get; init; }

    /// <summary>Where it kills itself.</summary>
    public Failpoint DiesAt { get; init; }

    /// <summary>When it gets there for the so-manieth time.</summary>
    public int DiesAfter { get; init; } = 1;

    /// <summary>Lanes of its messenger.</summary>
    public int Shards { get; init; } = 1;

    public static VictimOptions Parse(string text) => JsonSerializer.Deserialize<VictimOptions>(text)!;

    public string Write() => JsonSerializer.Serialize(this);
}
