using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>What can be changed of a compose: three things, and of them what is mentioned.</summary>
internal sealed record ComposePatch
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    private static readonly IReadOnlyList<string> Fields =
        [.. typeof(ComposePatch).GetProperties().Select(field => Json.PropertyNamingPolicy!.ConvertName(field.Name))];

    public string? AcceptanceTesting { get; init; }

    public IReadOnlyList<string?>? LinkedReleases { get; init; }

    /// <summary>The status by variant and architecture. Those that it does not name keep theirs.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, string>?>? RttTestedArchitectures { get; init; }

    public static ComposePatch Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) throw new BadRequestException(JsonErrors.Describe("$"));
        if (!json.EnumerateObject().Any()) throw new BadRequestException("The body is empty: say what to change.");
        foreach (var field in json.EnumerateObject()) Check(field);
        try
        {
            return json.Deserialize<ComposePatch>(Json)!;
        }
        catch (JsonException exception)
        {
            throw new BadRequestException(JsonErrors.Describe(exception));
        }
    }

    /// <summary>Changes the row, which has its parts with it, and saves nothing.</summary>
    public async Task ApplyAsync(
        ComposeRow compose, PdcDbContext database, Choices choices, CancellationToken cancellationToken)
    {
        if (AcceptanceTesting is not null)
        {
            await choices.RequireAsync(ChoiceKind.AcceptanceStatus, AcceptanceTesting, cancellationToken);
            compose.AcceptanceTesting = AcceptanceTesting;
        }

        if (LinkedReleases is not null) await LinkAsync(compose, database, cancellationToken);
        if (RttTestedArchitectures is null) return;
        foreach (var (uid, statuses) in RttTestedArchitectures)
        {
            var variant = Find(compose.Variants, row => row.Uid, uid, "variant");
            if (statuses is null) throw new BadRequestException(JsonErrors.Describe($"rtt_tested_architectures.{uid}"));
            foreach (var (arch, status) in statuses)
            {
                var place = Find(variant.Arches, row => row.Arch, arch, $"arch for the variant '{uid}'");
                await choices.RequireAsync(ChoiceKind.AcceptanceStatus, status, cancellationToken);
                place.RttTestingStatus = status;
            }
        }
    }

    private static void Check(JsonProperty field)
    {
        if (!Fields.Contains(field.Name))
        {
            throw new BadRequestException(
                $"The field '{field.Name}' of a compose cannot be changed. Those that can are: {string.Join(", ", Fields)}.");
        }

        if (field.Value.ValueKind == JsonValueKind.Null) throw new BadRequestException(JsonErrors.Describe(field.Name));
    }

    private async Task LinkAsync(ComposeRow compose, PdcDbContext database, CancellationToken cancellationToken)
    {
        var ids = LinkedReleases!.Distinct().ToArray();
        var releases = await database.Releases
            .Where(release => EF.Parameter(ids).Contains(release.ReleaseId))
            .ToListAsync(cancellationToken);
        if (ids.Except(releases.Select(release => release.ReleaseId)).ToList() is [var unknown, ..])
        {
            throw new BadRequestException($"The release '{unknown}' is not known.");
        }

        compose.LinkedReleases.RemoveAll(release => !releases.Contains(release));
        compose.LinkedReleases.AddRange(releases.Except(compose.LinkedReleases).ToList());
    }

    private static T Find<T>(List<T> rows, Func<T, string> keyOf, string key, string what)
    {
        if (rows.Find(row => keyOf(row) == key) is { } found) return found;
        var known = string.Join(", ", rows.Select(keyOf).Order(StringComparer.Ordinal));
        throw new BadRequestException($"The compose has no {what} named '{key}'. It has: {known}.");
    }
}
