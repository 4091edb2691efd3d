using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>Checks values against the enumerations. Reads each of them once for a request.</summary>
public sealed class Choices(PdcDbContext database)
{
    private readonly Dictionary<string, HashSet<string>> _names = [];

    /// <summary>Refuses a value that the enumeration does not have, with a list of those that it has.</summary>
    public async Task RequireAsync(string kind, string name, CancellationToken cancellationToken)
    {
        if (await FindFlawAsync(kind, name, cancellationToken) is { } flaw) throw new BadRequestException(flaw);
    }

    /// <summary>Says what is wrong with a value that the enumeration does not have; null if it has it.</summary>
    public async Task<string?> FindFlawAsync(string kind, string name, CancellationToken cancellationToken)
    {
        if (!_names.TryGetValue(kind, out var names))
        {
            names = await database.Choices
                .Where(choice => choice.Kind == kind)
                .Select(choice => choice.Name)
                .ToHashSetAsync(cancellationToken);
            _names.Add(kind, names);
        }

        if (names.Contains(name)) return null;
        var known = string.Join(", ", names.Order(StringComparer.Ordinal));
        return $"The {kind} '{name}' is not known. Known are: {known}.";
    }
}
