using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PdcBus.Sample;

/// <summary>Describes the requests to resources: the table knows what their handlers do not show.</summary>
internal sealed class ResourceOperationTransformer : IOpenApiOperationTransformer
{
    private const string Json = "application/json";
    private const string Created = "201";
    private const string ProblemJson = "application/problem+json";

    private static readonly IOpenApiSchema Text = new OpenApiSchema { Type = JsonSchemaType.String };
    private static readonly IOpenApiSchema Number = new OpenApiSchema { Type = JsonSchemaType.Integer };

    public async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var endpoint = context.Description;
        if (endpoint.ActionDescriptor.EndpointMetadata.OfType<IResource>().SingleOrDefault() is not { } resource) return;

        var schemas = await ResourceSchemas.AddAsync(resource, context, cancellationToken);
        var isOne = endpoint.RelativePath!.Contains('{', StringComparison.Ordinal);
        var (verb, body, status, answer) = Describe(endpoint.HttpMethod!, isOne, schemas);
        operation.OperationId = $"{verb}-{resource.Name.Replace('/', '-')}";
        operation.Parameters = [.. Parameters(resource, endpoint.HttpMethod!, isOne, schemas.Names)];
        operation.RequestBody = body is null
            ? null
            : new OpenApiRequestBody { Required = true, Content = Content(Json, body) };
        operation.Responses = new OpenApiResponses
        {
            [status] = new OpenApiResponse
            {
                Description = answer is null ? "It is gone." : "How it is seen now.",
                Content = answer is null ? null : Content(Json, answer),
            },
            ["default"] = new OpenApiResponse
            {
                Description = "A problem, with a detail or with the errors of fields.",
                Content = Content(ProblemJson, schemas.Problem),
            },
        };
        if (resource.MayRepeat && status == Created)
        {
            operation.Responses["200"] = new OpenApiResponse
            {
                Description = "How it is seen. It was there already.",
                Content = Content(Json, schemas.Seen),
            };
        }
    }

    /// <summary>What a request is called and takes, and what it answers if all is well.</summary>
    private static (string Verb, IOpenApiSchema? Body, string Status, IOpenApiSchema? Answer) Describe(
        string method, bool isOne, ResourceSchemas schemas) => (method, isOne) switch
    {
        ("GET", false) => ("list", null, "200", Page(schemas.Seen)),
        ("GET", true) => ("read", null, "200", schemas.Seen),
        ("POST", _) => ("add", OneOrMany(schemas.Whole), Created, OneOrMany(schemas.Seen)),
        ("PUT", true) => ("replace", schemas.Whole, "200", schemas.Seen),
        ("PUT", false) => ("replace-many", ByKey(schemas.Whole), "200", ByKey(schemas.Seen)),
        ("PATCH", true) => ("change", schemas.Part, "200", schemas.Seen),
        ("PATCH", false) => ("change-many", ByKey(schemas.Part), "200", ByKey(schemas.Seen)),
        ("DELETE", true) => ("remove", null, "204", null),
        ("DELETE", false) => ("remove-many", List(new OpenApiSchema { AnyOf = [Text, Number] }), "204", null),
        _ => throw new NotSupportedException($"No resource answers {method}."),
    };

    private static IEnumerable<IOpenApiParameter> Parameters(
        IResource resource, string method, bool isOne, IOpenApiSchema fields)
    {
        foreach (var segment in isOne ? resource.KeySegments : [])
        {
            yield return new OpenApiParameter
            {
                Name = segment,
                In = ParameterLocation.Path,
                Required = true,
                Schema = segment == "id" ? Number : Text,
            };
        }

        if (method == "DELETE") yield break;
        foreach (var name in (string[])[FieldSelection.Only, FieldSelection.Without])
        {
            yield return new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Query,
                Description = "Fields of the answer, with commas between them. What is announced has them all.",
                Schema = List(fields),
                Explode = false,
            };
        }

        if (method != "GET" || isOne) yield break;
        foreach (var name in (string[])[PageQuery.Number, PageQuery.Size])
        {
            yield return new OpenApiParameter { Name = name, In = ParameterLocation.Query, Schema = Number };
        }
    }

    private static OpenApiSchema OneOrMany(IOpenApiSchema one) => new() { OneOf = [one, List(one)] };

    private static OpenApiSchema List(IOpenApiSchema item) => new() { Type = JsonSchemaType.Array, Items = item };

    private static OpenApiSchema ByKey(IOpenApiSchema item) =>
        new() { Type = JsonSchemaType.Object, AdditionalProperties = item };

    private static OpenApiSchema Page(IOpenApiSchema item)
    {
        var link = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null, Format = "uri" };
        return new()
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["count"] = Number, ["next"] = link, ["previous"] = link, ["results"] = List(item),
            },
        };
    }

    private static Dictionary<string, OpenApiMediaType> Content(string type, IOpenApiSchema schema) =>
        new() { [type] = new OpenApiMediaType { Schema = schema } };
}
