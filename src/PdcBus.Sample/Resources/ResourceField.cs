using System.Text.Json;

namespace PdcBus.Sample;

/// <summary>A field that clients may write, as they see it.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Type">The type that its value is read as.</param>
internal abstract record ResourceField(string Name, Type Type)
{
    /// <summary>What it is if nobody says; null if somebody must say.</summary>
    public JsonElement? Default { get; init; }

    public bool IsNullable { get; init; }

    public int? MaximumLength { get; init; }

    /// <summary>The enumeration that its values are from, see <see cref="ChoiceKind"/>; null if they are free.</summary>
    public string? Choice { get; init; }

    /// <summary>The contract of a resource that may be described in its list instead of named; null if none may.</summary>
    public Type? Described { get; init; }
}

/// <summary>The same, with what it takes to store it.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Type">The type that its value is read as.</param>
/// <param name="SetAsync">Checks the value and sets it on the row.</param>
internal sealed record ResourceField<TRow>(string Name, Type Type, SetField<TRow> SetAsync) : ResourceField(Name, Type)
{
    /// <summary>What of the row has to be loaded for it to be set.</summary>
    public Func<IQueryable<TRow>, IQueryable<TRow>> Include { get; init; } = rows => rows;
}

/// <summary>Checks a value and sets it on a row.</summary>
/// <returns>What is wrong with the value; null if it was set.</returns>
internal delegate ValueTask<string?> SetField<in TRow>(
    TRow row, JsonElement value, ResourceScope scope, CancellationToken cancellationToken);
