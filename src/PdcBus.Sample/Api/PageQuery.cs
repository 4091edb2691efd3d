using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>Lists: <c>?page=</c> from 1 and <c>?page_size=</c>; whatever else is asked for is refused.</summary>
internal static class PageQuery
{
    public const string Number = "page";
    public const string Size = "page_size";

    private const int DefaultSize = 20;
    private const int MaximumSize = 1000;

    /// <param name="rows">The whole list, in its order.</param>
    /// <param name="request">Whose query says which part of it.</param>
    /// <param name="others">Query parameters that are somebody else's.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    public static async Task<Page<T>> ToPageAsync<T>(
        this IQueryable<T> rows,
        HttpRequest request,
        CancellationToken cancellationToken,
        params IEnumerable<string> others)
    {
        request.RequireKnownQuery([Number, Size, .. others]);
        var page = Read(request, Number, otherwise: 1, int.MaxValue / MaximumSize);
        var size = Read(request, Size, DefaultSize, MaximumSize);
        var count = await rows.CountAsync(cancellationToken);
        var results = await rows.Skip((page - 1) * size).Take(size).ToListAsync(cancellationToken);
        if (results is [] && page > 1)
        {
            throw new NotFoundException($"There is no page {page}.");
        }

        return new Page<T>(
            count,
            page * size < count ? Link(request, page + 1) : null,
            page > 1 ? Link(request, page - 1) : null,
            results);
    }

    /// <summary>Refuses what nobody would look at, so that a slip of the pen is noticed.</summary>
    public static void RequireKnownQuery(this HttpRequest request, IReadOnlyList<string> known)
    {
        if (request.Query.Keys.FirstOrDefault(key => !known.Contains(key)) is not { } unknown) return;
        throw new BadRequestException(
            $"The query parameter '{unknown}' is not known. Known are: {string.Join(", ", known)}.");
    }

    private static int Read(HttpRequest request, string name, int otherwise, int maximum)
    {
        if (request.Query[name].ToString() is not { Length: > 0 } written) return otherwise;
        return int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= 1 && number <= maximum
            ? number
            : throw new BadRequestException($"{name} is '{written}'. It is a number from 1 to {maximum}.");
    }

    private static string Link(HttpRequest request, int page)
    {
        var query = new QueryBuilder(request.Query.Where(parameter => parameter.Key != Number))
        {
            { Number, page.ToString(CultureInfo.InvariantCulture) },
        };
        return UriHelper.BuildAbsolute(
            request.Scheme, request.Host, request.PathBase, request.Path, query.ToQueryString());
    }
}
