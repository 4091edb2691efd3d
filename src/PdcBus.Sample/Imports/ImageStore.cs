using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>Images, and which compose has which of them.</summary>
internal sealed class ImageStore(PdcDbContext database)
{
    /// <summary>Adds what is not there yet.</summary>
    /// <returns>How many entries the manifest has for the variants and architectures of the compose.</returns>
    public async Task<int> AddAsync(StoredCompose compose, ImageManifest manifest, CancellationToken cancellationToken)
    {
        var entries = compose.Places
            .SelectMany(place => manifest.Images[place.Key].Select(image => (Place: place.Row, Image: image)))
            .ToList();

        var ids = await AddImagesAsync([.. entries.Select(entry => entry.Image)], cancellationToken);
        var linked = await database.ComposeImages
            .Where(link => EF.Parameter(compose.PlaceIds).Contains(link.VariantArchId))
            .Select(link => new { link.VariantArchId, link.ImageId })
            .ToHashSetAsync(cancellationToken);
        database.ComposeImages.AddRange(entries
            .Select(entry => new ComposeImageRow
            {
                VariantArchId = entry.Place.Id,
                ImageId = ids[KeyOf(entry.Image)],
                Folder = ManifestFile.FolderOf(entry.Image.Path),
            })
            .Where(link => linked.Add(new { link.VariantArchId, link.ImageId })));
        await database.SaveChangesAsync(cancellationToken);
        return entries.Count;
    }

    private async Task<Dictionary<(string, string), long>> AddImagesAsync(
        IReadOnlyList<ManifestImage> images, CancellationToken cancellationToken)
    {
        var checksums = images.Select(image => image.Sha256).Distinct().ToArray();
        var ids = await database.Images
            .Where(row => EF.Parameter(checksums).Contains(row.Sha256))
            .ToDictionaryAsync(row => (row.FileName, row.Sha256), row => row.Id, cancellationToken);
        var added = images.DistinctBy(KeyOf).Where(image => !ids.ContainsKey(KeyOf(image))).Select(ToRow).ToList();
        database.Images.AddRange(added);
        await database.SaveChangesAsync(cancellationToken);
        foreach (var row in added) ids.Add((row.FileName, row.Sha256), row.Id);
        return ids;
    }

    private static (string FileName, string Sha256) KeyOf(ManifestImage image) =>
        (ManifestFile.NameOf(image.Path), image.Sha256);

    private static ImageRow ToRow(ManifestImage image) => new()
    {
        FileName = ManifestFile.NameOf(image.Path),
        Sha256 = image.Sha256,
        Sha1 = image.Sha1,
        Md5 = image.Md5,
        ImplantMd5 = image.ImplantMd5,
        Format = image.Format,
        Type = image.Type,
        Arch = image.Arch,
        Subvariant = image.Subvariant,
        VolumeId = image.VolumeId,
        DiscNumber = image.DiscNumber,
        DiscCount = image.DiscCount,
        Bootable = image.Bootable,
        ModifiedAt = image.ModifiedAt,
        Size = image.Size,
    };
}
