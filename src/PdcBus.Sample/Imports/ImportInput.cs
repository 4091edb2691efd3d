using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace PdcBus.Sample;

/// <summary>What every import needs.</summary>
public abstract record ImportInput : Input
{
    [Required(ErrorMessage = RequiredMessage)]
    public string? ReleaseId { get; init; }

    [Required(ErrorMessage = RequiredMessage)]
    public JsonElement? Composeinfo { get; init; }
}

/// <summary>The body of <c>compose-rpms/</c>.</summary>
public sealed record RpmImportInput : ImportInput
{
    [Required(ErrorMessage = RequiredMessage)]
    public JsonElement? RpmManifest { get; init; }
}

/// <summary>The body of <c>compose-images/</c>.</summary>
public sealed record ImageImportInput : ImportInput
{
    [Required(ErrorMessage = RequiredMessage)]
    public JsonElement? ImageManifest { get; init; }
}

/// <summary>The body of <c>rpc/compose-full-import/</c>.</summary>
public sealed record FullImportInput : ImportInput
{
    [Required(ErrorMessage = RequiredMessage)]
    public JsonElement? RpmManifest { get; init; }

    [Required(ErrorMessage = RequiredMessage)]
    public JsonElement? ImageManifest { get; init; }

    [Required(ErrorMessage = RequiredMessage)]
    public string? Location { get; init; }

    [Required(ErrorMessage = RequiredMessage), StringLength(255)]
    public string? Url { get; init; }

    [Required(ErrorMessage = RequiredMessage)]
    public string? Scheme { get; init; }
}
