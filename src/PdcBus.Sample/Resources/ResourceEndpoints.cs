using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace PdcBus.Sample;

/// <summary>
/// The requests that a resource answers: one thing by its URL, and many by the URL of the list. Nothing is announced
/// here: saving does that.
/// </summary>
internal sealed class ResourceEndpoints<TRow, TContract>(Resource<TRow, TContract> resource)
    where TRow : class, IRow
    where TContract : class, IPdcResource
{
    private static readonly IReadOnlyList<string> Fields =
        [.. PdcJsonContext.Default.GetTypeInfo(typeof(TContract))!.Properties.Select(property => property.Name)];

    public void Map(IEndpointRouteBuilder app)
    {
        var many = app.MapGroup(ApiUrl.Path + resource.Name)
            .WithTags(resource.Name)
            .WithMetadata(resource)
            .PublishPdcEvents();
        var one = many.MapGroup(resource.Key.Template);
        many.MapGet("/", ListAsync);
        one.MapGet("/", GetAsync);
        if (Is(typeof(IAddableResource))) many.MapPost("/", PostAsync);
        if (Is(typeof(IChangeableResource)))
        {
            MapChange(HttpMethods.Patch, isWhole: false);
            if (resource.IsReplaceable) MapChange(HttpMethods.Put, isWhole: true);
        }

        if (Is(typeof(IRemovableResource)))
        {
            many.MapDelete("/", DeleteManyAsync);
            one.MapDelete("/", DeleteAsync);
        }

        void MapChange(string method, bool isWhole)
        {
            many.MapMethods("/", [method], (HttpRequest request, [FromBody] JsonElement body, ResourceScope scope,
                CancellationToken cancellationToken) => ChangeManyAsync(request, body, isWhole, scope, cancellationToken));
            one.MapMethods("/", [method], (HttpRequest request, [FromBody] JsonElement body, ResourceScope scope,
                CancellationToken cancellationToken) => ChangeAsync(request, body, isWhole, scope, cancellationToken));
        }
    }

    private static bool Is(Type kind) => kind.IsAssignableFrom(typeof(TContract));

    private async Task<Page<object>> ListAsync(
        HttpRequest request, ResourceScope scope, CancellationToken cancellationToken)
    {
        var selection = FieldSelection.Read(request, Fields);
        var page = await Store(scope).Representations.ToPageAsync(
            request, cancellationToken, FieldSelection.Only, FieldSelection.Without);
        return page.Select(seen => selection.Of(seen.Value));
    }

    private async Task<Ok<object>> GetAsync(
        HttpRequest request, ResourceScope scope, CancellationToken cancellationToken)
    {
        var selection = Select(request);
        var seen = await Store(scope).GetAsync(KeyOf(request), cancellationToken);
        return TypedResults.Ok(selection.Of(seen.Value));
    }

    private async Task<Results<Created<object>, Ok<object>>> PostAsync(
        HttpRequest request, [FromBody] JsonElement body, ResourceScope scope, CancellationToken cancellationToken)
    {
        var selection = Select(request);
        var store = Store(scope);
        if (body.ValueKind != JsonValueKind.Array)
        {
            var (seen, isNew) = await store.AddAsync(body, cancellationToken);
            var value = selection.Of(seen.Value);
            return isNew ? TypedResults.Created(seen.Url, value) : TypedResults.Ok(value);
        }

        var answer = new List<object>();
        foreach (var (index, item) in body.EnumerateArray().Index())
        {
            var (seen, _) = await Bulk.ItemAsync(index, () => store.AddAsync(item, cancellationToken));
            answer.Add(selection.Of(seen.Value));
        }

        return TypedResults.Created((string?)null, (object)answer);
    }

    private async Task<Ok<object>> ChangeAsync(
        HttpRequest request, JsonElement body, bool isWhole, ResourceScope scope, CancellationToken cancellationToken)
    {
        var selection = Select(request);
        var changed = await Store(scope).ChangeAsync(KeyOf(request), body, isWhole, cancellationToken);
        return TypedResults.Ok(selection.Of(changed.Value));
    }

    private async Task<Ok<Dictionary<string, object>>> ChangeManyAsync(
        HttpRequest request, JsonElement body, bool isWhole, ResourceScope scope, CancellationToken cancellationToken)
    {
        var selection = Select(request);
        var store = Store(scope);
        var answer = new Dictionary<string, object>();
        foreach (var (key, item) in Bulk.Map(body))
        {
            var changed = await Bulk.ItemAsync(key, () => store.ChangeAsync(key, item, isWhole, cancellationToken));
            answer.Add(key, selection.Of(changed.Value));
        }

        return TypedResults.Ok(answer);
    }

    private async Task<NoContent> DeleteAsync(
        HttpRequest request, ResourceScope scope, CancellationToken cancellationToken)
    {
        request.RequireKnownQuery([]);
        await Store(scope).RemoveAsync(KeyOf(request), cancellationToken);
        return TypedResults.NoContent();
    }

    private async Task<NoContent> DeleteManyAsync(
        HttpRequest request, [FromBody] JsonElement body, ResourceScope scope, CancellationToken cancellationToken)
    {
        request.RequireKnownQuery([]);
        var store = Store(scope);
        foreach (var key in Bulk.Keys(body))
        {
            await Bulk.ItemAsync(key, () => store.RemoveAsync(key, cancellationToken));
        }

        return TypedResults.NoContent();
    }

    private ResourceStore<TRow, TContract> Store(ResourceScope scope) => new(resource, scope);

    private static FieldSelection Select(HttpRequest request)
    {
        request.RequireKnownQuery([FieldSelection.Only, FieldSelection.Without]);
        return FieldSelection.Read(request, Fields);
    }

    private string KeyOf(HttpRequest request) =>
        string.Join('/', resource.Key.Segments.Select(segment => request.RouteValues[segment]));
}
