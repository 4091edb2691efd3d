using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>The labels of a component. To link one announces nothing, as it never did; a changeset tells of it.</summary>
internal static class ComponentLabelEndpoints
{
    public static void MapComponentLabels(this IEndpointRouteBuilder app)
    {
        var labels = app.MapGroup($"{ApiUrl.Path}{GlobalComponent.ResourceName}/{{id:long}}/labels")
            .WithTags(GlobalComponent.ResourceName)
            .ValidateInput()
            .PublishPdcEvents()
            .PauseResourceEvents();
        labels.MapGet("/", ListAsync);
        labels.MapPost("/", LinkAsync);
        labels.MapDelete("/{label:long}/", UnlinkAsync);
    }

    private static async Task<Page<Label>> ListAsync(
        long id, HttpRequest request, ResourceScope scope, CancellationToken cancellationToken)
    {
        await FindAsync(id, scope, cancellationToken);
        var page = await scope.Database.GlobalComponents
            .Where(component => component.Id == id)
            .SelectMany(component => component.Labels)
            .OrderBy(label => label.Id)
            .Select(new LabelResource().Represent(scope))
            .ToPageAsync(request, cancellationToken);
        return page.Select(label => label.Value);
    }

    /// <returns>The label: 201 if it is new to the component, else 200.</returns>
    private static async Task<Results<Created<Label>, Ok<Label>>> LinkAsync(
        long id, ComponentLabelInput input, ResourceScope scope, Changes changes, CancellationToken cancellationToken)
    {
        var component = await FindAsync(id, scope, cancellationToken);
        var label = await scope.Database.Labels.SingleOrDefaultAsync(known => known.Name == input.Name, cancellationToken)
            ?? throw new NotFoundException($"There is no '{input.Name}' among the labels.");
        var seen = new Label(ApiUrl.Of(scope.Root, Label.ResourceName, label.Id), label.Name, label.Description);
        if (component.Labels.Contains(label)) return TypedResults.Ok(seen);

        component.Labels.Add(label);
        await scope.Database.SaveChangesAsync(cancellationToken);
        changes.AddNotice(new { GlobalComponent = component.Name, LinkedLabel = label.Name });
        return TypedResults.Created((string?)null, seen);
    }

    private static async Task<NoContent> UnlinkAsync(
        long id, long label, ResourceScope scope, Changes changes, CancellationToken cancellationToken)
    {
        var component = await FindAsync(id, scope, cancellationToken);
        var linked = component.Labels.Find(known => known.Id == label)
            ?? throw new NotFoundException($"There is no '{label}' among the labels of '{component.Name}'.");
        component.Labels.Remove(linked);
        await scope.Database.SaveChangesAsync(cancellationToken);
        changes.AddNotice(new { GlobalComponent = component.Name, UnlinkedLabel = linked.Name });
        return TypedResults.NoContent();
    }

    private static async Task<GlobalComponentRow> FindAsync(
        long id, ResourceScope scope, CancellationToken cancellationToken) =>
        await scope.Database.GlobalComponents
            .Include(component => component.Labels)
            .SingleOrDefaultAsync(component => component.Id == id, cancellationToken)
            ?? throw new NotFoundException($"There is no '{id}' among the {GlobalComponent.ResourceName}.");

    private sealed record ComponentLabelInput : Input
    {
        [Required(ErrorMessage = RequiredMessage)]
        public string? Name { get; init; }
    }
}
