using System.Linq.Expressions;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

// The kinds of fields that entries are made of. A property is named once, and set through the same expression.
internal abstract partial class Resource<TRow, TContract>
{
    /// <summary>A text that is there, and not empty unless that is its default.</summary>
    protected static ResourceField<TRow> Text(
        string name,
        Expression<Func<TRow, string>> property,
        int? max = null,
        string? choice = null,
        string? otherwise = null,
        Func<string, string?>? findFlaw = null) =>
        Make<string>(name, property.Setter(), async (text, scope, cancellationToken) =>
            text.Length == 0 && otherwise is not "" ? "This field may not be blank."
            : FindFlaw(text, max) ?? findFlaw?.Invoke(text) ?? (choice is null
                ? null
                : await scope.Choices.FindFlawAsync(choice, text, cancellationToken))) with
        {
            Default = otherwise is null ? null : JsonSerializer.SerializeToElement(otherwise),
            MaximumLength = max,
            Choice = choice,
        };

    /// <summary>A text that need not be there.</summary>
    protected static ResourceField<TRow> TextOrNull(
        string name, Expression<Func<TRow, string?>> property, int max) =>
        Make<string?>(name, property.Setter(), (text, _, _) => ValueTask.FromResult(FindFlaw(text, max))) with
        {
            Default = FieldJson.Null,
            IsNullable = true,
            MaximumLength = max,
        };

    /// <summary>A text that is looked at together with others, by <see cref="CompleteAsync"/>.</summary>
    protected static ResourceField<TRow> Part(string name) => Make<string>(name, (_, _) => { });

    /// <summary>A number, a flag or an object: whatever JSON can be read as.</summary>
    protected static ResourceField<TRow> Value<TValue>(string name, Expression<Func<TRow, TValue>> property) =>
        Make<TValue>(name, property.Setter());

    /// <summary>The same, with a default. If that is null, it can be set to null.</summary>
    protected static ResourceField<TRow> Value<TValue>(
        string name, Expression<Func<TRow, TValue>> property, TValue otherwise) =>
        Make<TValue>(name, property.Setter()) with
        {
            Default = JsonSerializer.SerializeToElement(otherwise),
            IsNullable = otherwise is null,
        };

    /// <summary>A set of names. Their order does not count.</summary>
    protected static ResourceField<TRow> Names(
        string name, Expression<Func<TRow, List<string>>> property, string choice, bool isRequired = false)
    {
        var set = property.Setter();
        return Make<List<string>>(
            name,
            (row, names) => set(row, [.. names.Distinct().Order(StringComparer.Ordinal)]),
            async (names, scope, cancellationToken) =>
            {
                foreach (var one in names)
                {
                    if (await scope.Choices.FindFlawAsync(choice, one, cancellationToken) is { } flaw) return flaw;
                }

                return null;
            }) with
        {
            Default = isRequired ? null : FieldJson.EmptyList,
            Choice = choice,
        };
    }

    /// <summary>Another row, by what it is known by.</summary>
    protected static ResourceField<TRow> Reference<TOther>(
        string name, Expression<Func<TRow, TOther>> property, Expression<Func<TOther, string>> key)
        where TOther : class
    {
        var set = property.Setter();
        return new(name, typeof(string), async (row, value, scope, cancellationToken) =>
        {
            if (!FieldJson.TryRead<string>(value, out var text, out var flaw)) return flaw;
            if (await scope.Database.Set<TOther>().SingleOrDefaultAsync(
                key.IsOneOf([text]), cancellationToken) is not { } other)
            {
                return $"There is no '{text}'.";
            }

            set(row, other);
            return null;
        })
        {
            Include = rows => rows.Include(property),
        };
    }

    /// <summary>Another row, or none.</summary>
    protected static ResourceField<TRow> ReferenceOrNull<TOther>(
        string name, Expression<Func<TRow, TOther?>> property, Expression<Func<TOther, string>> key)
        where TOther : class
    {
        var set = property.Setter();
        var field = Reference(name, property!, key);
        return field with
        {
            Default = FieldJson.Null,
            IsNullable = true,
            SetAsync = (row, value, scope, cancellationToken) =>
            {
                if (value.ValueKind != JsonValueKind.Null) return field.SetAsync(row, value, scope, cancellationToken);
                set(row, null);
                return ValueTask.FromResult<string?>(null);
            },
        };
    }

    /// <summary>Other rows, by what they are known by.</summary>
    protected static ResourceField<TRow> References<TOther>(
        string name, Expression<Func<TRow, List<TOther>>> property, Expression<Func<TOther, string>> key)
        where TOther : class
    {
        var set = property.Setter();
        var keyOf = key.Compile();
        return new(name, typeof(List<string>), async (row, value, scope, cancellationToken) =>
        {
            if (!FieldJson.TryRead<List<string>>(value, out var names, out var flaw)) return flaw;
            var others = await scope.Database.Set<TOther>().Where(key.IsOneOf(names)).ToListAsync(cancellationToken);
            if (names.Except(others.Select(keyOf), StringComparer.Ordinal).FirstOrDefault() is { } unknown)
            {
                return $"There is no '{unknown}'.";
            }

            set(row, others);
            return null;
        })
        {
            Default = FieldJson.EmptyList,
            Include = rows => rows.Include(property),
        };
    }

    private static string? FindFlaw(string? text, int? max) =>
        text?.Length > max ? $"It has {text.Length} characters. At most {max} are allowed." : null;

    private static ResourceField<TRow> Make<TValue>(
        string name,
        Action<TRow, TValue> set,
        Func<TValue, ResourceScope, CancellationToken, ValueTask<string?>>? findFlawAsync = null) =>
        new(name, typeof(TValue), async (row, value, scope, cancellationToken) =>
        {
            if (!FieldJson.TryRead<TValue>(value, out var read, out var flaw)) return flaw;
            flaw = findFlawAsync is null ? null : await findFlawAsync(read, scope, cancellationToken);
            if (flaw is null) set(row, read);
            return flaw;
        });
}
