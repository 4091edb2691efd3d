using System.Linq.Expressions;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>
/// The RPMs of something. Each is named by its file name with epoch, or described; one that is described and not known
/// is added, and so announced, before what it is part of. The field has to come first: what it is part of must not be
/// saved with it.
/// </summary>
internal static class RpmListField
{
    public static ResourceField<TRow> Of<TRow>(string name, Expression<Func<TRow, List<RpmRow>>> property)
        where TRow : class
    {
        var set = property.Setter();
        return new(name, typeof(List<string>), async (row, value, scope, cancellationToken) =>
        {
            if (value.ValueKind != JsonValueKind.Array) return "Expected is a list.";
            var rpms = new List<RpmRow>();
            foreach (var item in value.EnumerateArray())
            {
                var (rpm, flaw) = await GetOrAddAsync(item, scope, cancellationToken);
                if (rpm is null) return flaw;
                if (!rpms.Contains(rpm)) rpms.Add(rpm);
            }

            set(row, rpms);
            return null;
        })
        {
            Default = FieldJson.EmptyList,
            Described = typeof(Rpm),
            Include = rows => rows.Include(property),
        };
    }

    private static async Task<(RpmRow? Rpm, string? Flaw)> GetOrAddAsync(
        JsonElement item, ResourceScope scope, CancellationToken cancellationToken)
    {
        if (item.ValueKind == JsonValueKind.Object) return await DescribedAsync(item, scope, cancellationToken);
        var text = item.ValueKind == JsonValueKind.String ? item.GetString()! : "";
        if (Nevra.TryParse(text) is not { } nevra) return (null, $"'{text}' is no file name of an RPM with epoch.");
        var known = await FindAsync(nevra.ToString(), scope, cancellationToken);
        return (known, known is null ? $"There is no '{text}'. Describe it to add it." : null);
    }

    private static async Task<(RpmRow? Rpm, string? Flaw)> DescribedAsync(
        JsonElement description, ResourceScope scope, CancellationToken cancellationToken)
    {
        var added = Activator.CreateInstance<RpmRow>();
        try
        {
            await new RpmResource().FillAsync(added, description, isWhole: true, scope, cancellationToken);
        }
        catch (InvalidInputException invalid)
        {
            return (null, string.Join(' ', invalid.Errors.Select(error => $"{error.Key}: {string.Join(' ', error.Value)}")));
        }

        if (await FindAsync(added.Nevra, scope, cancellationToken) is { } known) return (known, null);
        scope.Database.Add(added);
        await scope.Database.SaveChangesAsync(cancellationToken);
        return (added, null);
    }

    private static Task<RpmRow?> FindAsync(string nevra, ResourceScope scope, CancellationToken cancellationToken) =>
        scope.Database.Rpms.SingleOrDefaultAsync(rpm => rpm.Nevra == nevra, cancellationToken);
}
