using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace PdcBus.Sample;

/// <summary>The imports. The group is told once to publish; each request is one transaction and one batch.</summary>
internal static class ImportEndpoints
{
    // The manifests of a large distribution are far beyond the server's usual limit.
    private const long MaximumBodyBytes = 256L << 20;

    public static IServiceCollection AddImports(this IServiceCollection services) => services
        .AddScoped<ComposeImporter>()
        .AddScoped<ComposeStore>()
        .AddScoped<ReleaseStore>()
        .AddScoped<RpmStore>()
        .AddScoped<ImageStore>()
        .AddScoped<TreeStore>();

    public static void MapImports(this IEndpointRouteBuilder app)
    {
        var imports = app.MapGroup("/rest_api/v1")
            .ValidateInput()
            .PublishPdcEvents()
            .PauseResourceEvents() // An import announces itself, not each release, RPM and tree that it brings.
            .WithMetadata(new RequestSizeLimitAttribute(MaximumBodyBytes));

        imports.MapPost("/rpc/compose-full-import/", ImportAllAsync);
        imports.MapPost("/compose-rpms/", ImportRpmsAsync);
        imports.MapPost("/compose-images/", ImportImagesAsync);
    }

    private static async Task<Created<ImportResult>> ImportAllAsync(
        FullImportInput input, ComposeImporter importer, CancellationToken cancellationToken)
    {
        var compose = await importer.OpenAsync(input, cancellationToken);
        return Created(new ImportResult
        {
            Compose = compose.Row.ComposeId,
            ImportedRpms = await importer.ImportRpmsAsync(compose, input.RpmManifest!.Value, cancellationToken),
            ImportedImages = await importer.ImportImagesAsync(compose, input.ImageManifest!.Value, cancellationToken),
            SetLocations = await importer.SetLocationsAsync(
                compose, input.Location!, input.Scheme!, input.Url!, cancellationToken),
        });
    }

    private static async Task<Created<ImportResult>> ImportRpmsAsync(
        RpmImportInput input, ComposeImporter importer, CancellationToken cancellationToken)
    {
        var compose = await importer.OpenAsync(input, cancellationToken);
        return Created(new ImportResult
        {
            Compose = compose.Row.ComposeId,
            ImportedRpms = await importer.ImportRpmsAsync(compose, input.RpmManifest!.Value, cancellationToken),
        });
    }

    private static async Task<Created<ImportResult>> ImportImagesAsync(
        ImageImportInput input, ComposeImporter importer, CancellationToken cancellationToken)
    {
        var compose = await importer.OpenAsync(input, cancellationToken);
        return Created(new ImportResult
        {
            Compose = compose.Row.ComposeId,
            ImportedImages = await importer.ImportImagesAsync(compose, input.ImageManifest!.Value, cancellationToken),
        });
    }

    private static Created<ImportResult> Created(ImportResult result) => TypedResults.Created((string?)null, result);
}
