using System.Globalization;
using System.Linq.Expressions;

namespace PdcBus.Sample;

/// <summary>What tells the rows of a resource apart in its URLs: one text or several, or the number.</summary>
internal sealed class ResourceKey<TRow>
    where TRow : class, IRow
{
    /// <summary>The number of the row.</summary>
    public static readonly ResourceKey<TRow> Id = new(("id", row => row.Id.ToString(CultureInfo.InvariantCulture)));

    private readonly (string Segment, Expression<Func<TRow, string>> Value)[] _parts;

    /// <param name="parts">The segments behind the name of the resource, and what stands for them in the row.</param>
    public ResourceKey(params (string Segment, Expression<Func<TRow, string>> Value)[] parts) => _parts = parts;

    /// <summary>The names of the segments.</summary>
    public IEnumerable<string> Segments => _parts.Select(part => part.Segment);

    /// <summary>For example <c>{release}/{uid}/</c>.</summary>
    public string Template => string.Concat(Segments.Select(segment => $"{{{segment}}}/"));

    /// <summary>Whether a row is the one of a key; null if no row can be.</summary>
    /// <param name="key">The segments, joined by slashes.</param>
    public Expression<Func<TRow, bool>>? Matches(string key)
    {
        if (this == Id)
        {
            return long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? row => row.Id == id
                : null;
        }

        var values = key.Split('/', _parts.Length);
        return values.Length == _parts.Length
            ? _parts.Zip(values, (part, value) => part.Value.IsOneOf([value])).Aggregate(RowExpression.And)
            : null;
    }

    /// <summary>The absolute URL of a row.</summary>
    /// <param name="row">The parameter that stands for the row.</param>
    /// <param name="resource">The absolute URL of the resource.</param>
    public Expression Url(ParameterExpression row, Expression resource) => Expression.Call(
        typeof(ApiUrl),
        nameof(ApiUrl.Join),
        typeArguments: null,
        resource,
        Expression.NewArrayInit(typeof(string), _parts.Select(part => part.Value.Of(row))));
}
