using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>An image that a build made.</summary>
/// <param name="Url">The image's absolute URL.</param>
/// <param name="ImageId">Its id, at most 200 characters.</param>
/// <param name="ImageFormat">For example <c>docker</c>; an open set.</param>
/// <param name="Md5">The MD5 sum of the file: 32 hexadecimal digits.</param>
/// <param name="Rpms">The file names of its RPMs, with epoch: <c>bash-0:1.2.3-4.b1.x86_64.rpm</c>.</param>
/// <param name="Archives">The other files that went into it.</param>
/// <param name="Releases">The ids of the releases that it belongs to.</param>
public sealed record BuildImage(
    [property: JsonPropertyName("url")] string Url,
    [property: JsonPropertyName("image_id")] string ImageId,
    [property: JsonPropertyName("image_format")] string ImageFormat,
    [property: JsonPropertyName("md5")] string Md5,
    [property: JsonPropertyName("rpms")] IReadOnlyList<string> Rpms,
    [property: JsonPropertyName("archives")] IReadOnlyList<BuildImageArchive> Archives,
    [property: JsonPropertyName("releases")] IReadOnlyList<string> Releases)
    : IAddableResource, IChangeableResource, IRemovableResource
{
    /// <inheritdoc />
    public static string ResourceName => "build-images";
}
