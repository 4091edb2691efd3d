using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PdcBus.Sample;

/// <summary>The schemas of a resource, as components of the document that is being written.</summary>
/// <param name="Seen">How one of them is answered.</param>
/// <param name="Whole">A body that says everything: POST and PUT.</param>
/// <param name="Part">A body that says what to change: PATCH.</param>
/// <param name="Names">The fields that an answer can be reduced to.</param>
/// <param name="Problem">What is answered if the request cannot be served.</param>
internal sealed record ResourceSchemas(
    IOpenApiSchema Seen, IOpenApiSchema Whole, IOpenApiSchema Part, IOpenApiSchema Names, IOpenApiSchema Problem)
{
    public static async Task<ResourceSchemas> AddAsync(
        IResource resource, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var fields = new Dictionary<string, IOpenApiSchema>();
        foreach (var field in resource.Fields)
        {
            var schema = await context.GetOrCreateSchemaAsync(field.Type, cancellationToken: cancellationToken);
            fields.Add(field.Name, Describe(field, schema, context.Document!));
        }

        var seen = await context.GetOrCreateSchemaAsync(resource.Contract, cancellationToken: cancellationToken);
        var whole = Body(fields);
        whole.Required = resource.Fields.Where(field => field.Default is null).Select(field => field.Name).ToHashSet();
        var part = Body(fields);
        part.MinProperties = 1;
        var problem = await context.GetOrCreateSchemaAsync(
            typeof(HttpValidationProblemDetails), cancellationToken: cancellationToken);
        return new(
            Add(resource.Contract.Name, seen),
            Add(WholeName(resource.Contract), whole),
            Add($"{resource.Contract.Name}Patch", part),
            new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Enum = [.. seen.Properties!.Keys.Select(name => JsonValue.Create(name))],
            },
            Add("Problem", problem));

        OpenApiSchemaReference Add(string name, OpenApiSchema schema)
        {
            context.Document!.AddComponent(name, schema);
            return new(name, context.Document);
        }
    }

    private static OpenApiSchema Body(Dictionary<string, IOpenApiSchema> fields) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = fields,
        AdditionalPropertiesAllowed = false,
    };

    private static string WholeName(Type contract) => $"{contract.Name}Input";

    private static OpenApiSchema Describe(ResourceField field, OpenApiSchema schema, OpenApiDocument document)
    {
        if (field.IsNullable) schema.Type |= JsonSchemaType.Null;
        if (field.Default is { ValueKind: not JsonValueKind.Null } otherwise)
        {
            schema.Default = JsonNode.Parse(otherwise.GetRawText());
        }

        schema.MaxLength = field.MaximumLength;
        if (field.Choice is { } choice)
        {
            var names = KnownChoices.All.Where(known => known.Kind == choice).Select(known => known.Name);
            schema.Description = $"From the enumeration '{choice}'. A fresh database has: {string.Join(", ", names)}.";
        }

        if (field.Described is { } contract)
        {
            schema.Items = new OpenApiSchema
            {
                AnyOf = [schema.Items!, new OpenApiSchemaReference(WholeName(contract), document)],
            };
        }

        return schema;
    }
}
