using System.Text.Json;

namespace PdcBus.Sample;

/// <summary>
/// The steps of an import. Each stores and announces; whether anything is kept and published is decided when the
/// request ends, for all steps together.
/// </summary>
internal sealed class ComposeImporter(
    ComposeStore composes,
    RpmStore rpms,
    ImageStore images,
    TreeStore trees,
    Changes changes,
    IPdcEventBuffer events)
{
    /// <summary>Finds the compose of the composeinfo, or creates and announces it.</summary>
    public async Task<StoredCompose> OpenAsync(ImportInput input, CancellationToken cancellationToken)
    {
        var info = ComposeInfoReader.Read(input.Composeinfo!.Value);
        var compose = await composes.GetOrAddAsync(input.ReleaseId!, info, cancellationToken);
        if (compose.IsNew)
        {
            var row = compose.Row;
            events.Add(new ComposeCreated(row.ComposeId, row.Date, row.Type, row.Respin));
        }

        return compose;
    }

    /// <summary>Imports an rpms manifest.</summary>
    /// <returns>How many entries it has for the variants and architectures of the compose.</returns>
    public async Task<int> ImportRpmsAsync(
        StoredCompose compose, JsonElement json, CancellationToken cancellationToken)
    {
        var manifest = RpmManifestReader.Read(json);
        RequireSame(compose, manifest.Compose, "rpm_manifest");
        var count = await rpms.AddAsync(compose, manifest, cancellationToken);

        var row = compose.Row;
        changes.AddNotice(new { Compose = row.ComposeId, NumLinkedRpms = count });
        events.Add(new RpmsImported(count, row.ComposeId, row.Date, row.Type, row.Respin));
        return count;
    }

    /// <summary>Imports an images manifest.</summary>
    /// <returns>How many entries it has for the variants and architectures of the compose.</returns>
    public async Task<int> ImportImagesAsync(
        StoredCompose compose, JsonElement json, CancellationToken cancellationToken)
    {
        var manifest = ImageManifestReader.Read(json);
        RequireSame(compose, manifest.Compose, "image_manifest");
        var count = await images.AddAsync(compose, manifest, cancellationToken);

        var row = compose.Row;
        changes.AddNotice(new { Compose = row.ComposeId, NumLinkedImages = count });
        events.Add(new ImagesImported(count, row.ComposeId, row.Date, row.Type, row.Respin));
        return count;
    }

    /// <summary>Says where the trees of the compose lie. The original announces nothing of it, and so do we.</summary>
    /// <returns>How many trees there are: one for each variant and architecture.</returns>
    public async Task<int> SetLocationsAsync(
        StoredCompose compose, string location, string scheme, string url, CancellationToken cancellationToken)
    {
        var count = await trees.SetAsync(compose, location, scheme, url, cancellationToken);
        changes.AddNotice(new { Compose = compose.Row.ComposeId, NumSetLocations = count });
        return count;
    }

    private static void RequireSame(StoredCompose compose, ComposeHeader header, string manifest)
    {
        if (header.Id == compose.Row.ComposeId) return;
        throw new ManifestException(
            $"{manifest} speaks of the compose '{header.Id}', composeinfo of '{compose.Row.ComposeId}'.");
    }
}
