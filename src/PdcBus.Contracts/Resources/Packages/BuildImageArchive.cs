using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A file that went into a <see cref="BuildImage"/> and is no RPM.</summary>
/// <param name="BuildNvr">Name, version and release of the build that made it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Md5">Its MD5 sum: 32 hexadecimal digits.</param>
public sealed record BuildImageArchive(
    [property: JsonPropertyName("build_nvr")] string BuildNvr,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("size")] long Size,
    [property: JsonPropertyName("md5")] string Md5);
