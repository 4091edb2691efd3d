using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace PdcBus.Sample;

/// <summary>What the API takes and answers: for programs, and on a page for people.</summary>
internal static class OpenApiExtensions
{
    private const string Page = "/openapi";

    // The page brings its own script. Nothing of it is fetched from elsewhere, and the browser sees to that.
    private const string OnlyOurs = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:";

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.ShouldInclude = endpoint => $"/{endpoint.RelativePath}".StartsWith(ApiUrl.Path, StringComparison.Ordinal);
        options.AddOperationTransformer<ResourceOperationTransformer>();
        // Of its own accord it takes an object that may be null for one that may not.
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonPropertyInfo is { IsGetNullable: true }) schema.Type |= JsonSchemaType.Null;
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "A small Product Definition Center", Version = "v1" };
            return Task.CompletedTask;
        });
    });

    public static void MapApiDescription(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi();
        app.MapGroup("").AddEndpointFilter(async (context, next) =>
        {
            context.HttpContext.Response.Headers.ContentSecurityPolicy = OnlyOurs;
            return await next(context);
        }).MapScalarApiReference(Page, options =>
        {
            options.Title = "The API";
            options.DefaultFonts = false;
            options.Telemetry = false;
            options.HideClientButton = true;
            options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
            options.Agent = new() { Disabled = true };
            options.Mcp = new() { Disabled = true };
        });
    }
}
