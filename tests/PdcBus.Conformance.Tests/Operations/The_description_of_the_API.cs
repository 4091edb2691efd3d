using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using PdcBus.Sample;

namespace PdcBus.Conformance.Tests;

public sealed class The_description_of_the_API : ResourceTest
{
    private const string Document = "/openapi/v1.json";
    private const string Page = "/openapi/";

    [Fact]
    public async Task Is_a_valid_document_whose_references_all_lead_somewhere()
    {
        var json = await Pdc.Client.GetStringAsync(Document, TestContext.Current.CancellationToken);

        var (document, diagnostic) = OpenApiDocument.Parse(json, "json");

        Assert.Empty(diagnostic!.Errors);
        Assert.Empty(diagnostic.Warnings);
        var schemas = document!.Components!.Schemas!;
        var references = References(JsonElement.Parse(json)).Distinct().ToList();
        Assert.Contains("#/components/schemas/RpmInput", references);
        Assert.All(references, reference => Assert.Contains(reference.Split('/')[^1], schemas.Keys));
    }

    [Fact]
    public async Task Tells_of_composes_imports_and_changesets_too()
    {
        var paths = (await Pdc.GetAsync(Document)).GetProperty("paths");

        Assert.Equal(["get", "patch", "delete"], MethodsOf(paths, Composes.TrimEnd('/')));
        Assert.Equal(["post"], MethodsOf(paths, FullImport.TrimEnd('/')));
        Assert.Equal(["get"], MethodsOf(paths, Changesets.TrimEnd('/')));
        Assert.DoesNotContain("/", paths.EnumerateObject().Select(path => path.Name));
    }

    [Fact]
    public async Task Names_the_requests_that_each_resource_answers()
    {
        var paths = (await Pdc.GetAsync(Document)).GetProperty("paths");

        Assert.All(ResourceExample.All, resource =>
        {
            var many = resource.Path.TrimEnd('/');
            var one = paths.EnumerateObject().First(path => path.Name.StartsWith($"{many}/{{", StringComparison.Ordinal));
            string[] changes = resource.Name == "compose-tree-locations" ? ["patch"] : ["patch", "put"];
            string[] removes = PdcEventCatalog.Contains($"{resource.Name}.removed") ? ["delete"] : [];
            Assert.Equal(["get", "post", .. changes, .. removes], MethodsOf(paths, many));
            Assert.Equal(["get", .. changes, .. removes], MethodsOf(paths, one.Name));
            Assert.Equal(
                one.Name.Split('{').Skip(1).Select(segment => segment.Split('}')[0]),
                one.Value.GetProperty("get").GetProperty("parameters").EnumerateArray()
                    .Where(parameter => parameter.GetProperty("in").GetString() == "path")
                    .Select(parameter => parameter.GetProperty("name").GetString()!));
        });
    }

    [Fact]
    public async Task Says_what_a_body_must_have_and_may_have_as_the_requests_take_it()
    {
        var schemas = await SchemasAsync();

        await Assert.AllAsync(ResourceExample.All, async resource =>
        {
            var body = schemas(resource, "Input");
            var fields = body.GetProperty("properties").EnumerateObject().ToList();
            var wrong = new JsonObject { ["colour"] = "red" };
            foreach (var field in fields) wrong[field.Name] = Wrong(field.Value);

            Assert.Equal(
                body.GetProperty("required").EnumerateArray().Select(field => field.GetString()),
                await ErrorsAsync(resource, new JsonObject()));
            Assert.Equal(
                fields.Select(field => field.Name).Append("colour").Order(),
                (await ErrorsAsync(resource, wrong)).Order());
            Assert.False(body.GetProperty("additionalProperties").GetBoolean());
            Assert.Equal(1, schemas(resource, "Patch").GetProperty("minProperties").GetInt32());
        });
    }

    [Fact]
    public async Task Says_what_an_answer_has_and_what_of_it_may_be_null()
    {
        var schemas = await SchemasAsync();

        await Assert.AllAsync(ResourceExample.All, async example =>
        {
            var resource = await GivenAsync(example.Name);
            var (_, seen) = await AddAsync(resource, resource.One(2));

            var fields = schemas(resource, "").GetProperty("properties");

            Assert.Equal(
                seen.EnumerateObject().Select(field => field.Name).Order(),
                fields.EnumerateObject().Select(field => field.Name).Order());
            Assert.All(
                seen.EnumerateObject().Where(field => field.Value.ValueKind == JsonValueKind.Null),
                field => Assert.Contains("null", TypesOf(fields.GetProperty(field.Name))));
        });
    }

    [Fact]
    public async Task Is_shown_on_a_page_that_takes_nothing_from_elsewhere()
    {
        using var response = await Pdc.SendAsync(HttpMethod.Get, Page);
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("openapi/v1.json", page, StringComparison.Ordinal);
        Assert.DoesNotContain("//", page, StringComparison.Ordinal);
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'self' ", policy, StringComparison.Ordinal);
        foreach (var script in (string[])["scalar.js", "scalar.aspnetcore.js"])
        {
            Assert.Contains($"src=\"{script}\"", page, StringComparison.Ordinal);
            using var own = await Pdc.SendAsync(HttpMethod.Get, Page + script);
            Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        }
    }

    /// <returns>Gives the schema of a kind that a resource has in the document.</returns>
    private async Task<Func<ResourceExample, string, JsonElement>> SchemasAsync()
    {
        var document = await Pdc.GetAsync(Document);
        return (resource, kind) =>
        {
            var contract = ResourceCatalog.All.Single(entry => entry.Name == resource.Name).Contract.Name;
            return document.GetProperty("components").GetProperty("schemas").GetProperty(contract + kind);
        };
    }

    // What no field takes that is of this schema.
    private static JsonNode Wrong(JsonElement schema) =>
        TypesOf(schema).Contains("object") ? JsonValue.Create(1) : new JsonObject { ["no"] = "such" };

    private static List<string> TypesOf(JsonElement schema) => schema.GetProperty("type") is var type
        && type.ValueKind == JsonValueKind.Array
        ? [.. type.EnumerateArray().Select(one => one.GetString()!)]
        : [type.GetString()!];

    /// <returns>The fields that are refused.</returns>
    private async Task<List<string>> ErrorsAsync(ResourceExample resource, JsonObject body)
    {
        using var response = await Pdc.PostAsync(resource.Path, body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        return [.. (await response.JsonAsync()).GetProperty("errors").EnumerateObject().Select(field => field.Name)];
    }

    private static IEnumerable<string> MethodsOf(JsonElement paths, string path) =>
        paths.GetProperty(path).EnumerateObject().Select(method => method.Name);

    private static IEnumerable<string> References(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(field => field.NameEquals("$ref")
            ? [field.Value.GetString()!]
            : References(field.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
