using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A module: packages that are built and shipped together.</summary>
/// <remarks>
/// The same things as <see cref="UnreleasedVariant"/>, under newer names: the URL of the request decides the topic.
/// </remarks>
/// <param name="Uid">
/// What tells it from all others, at most 610 characters: <c>name:stream:version:context</c>.
/// </param>
/// <param name="Name">Its name, at most 300 characters.</param>
/// <param name="Stream">The stream, at most 100 characters: <c>f27</c>.</param>
/// <param name="Version">The version within the stream, at most 100 characters.</param>
/// <param name="Context">The context of the build, at most 100 characters.</param>
/// <param name="Active">Whether it is in use.</param>
/// <param name="KojiTag">The tag of its packages in Koji, at most 300 characters.</param>
/// <param name="Modulemd">Its description in the modulemd format.</param>
/// <param name="RuntimeDeps">The modules that it needs to run.</param>
/// <param name="BuildDeps">The modules that it needs to be built.</param>
/// <param name="Rpms">The file names of its RPMs, with epoch: <c>bash-0:1.2.3-4.b1.x86_64.rpm</c>.</param>
public sealed record Module(
    [property: JsonPropertyName("uid")] string Uid,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("stream")] string Stream,
    [property: JsonPropertyName("version")] string Version,
    [property: JsonPropertyName("context")] string Context,
    [property: JsonPropertyName("active")] bool Active,
    [property: JsonPropertyName("koji_tag")] string KojiTag,
    [property: JsonPropertyName("modulemd")] string Modulemd,
    [property: JsonPropertyName("runtime_deps")] IReadOnlyList<ModuleDependency> RuntimeDeps,
    [property: JsonPropertyName("build_deps")] IReadOnlyList<ModuleDependency> BuildDeps,
    [property: JsonPropertyName("rpms")] IReadOnlyList<string> Rpms)
    : IAddableResource, IChangeableResource, IRemovableResource
{
    /// <inheritdoc />
    public static string ResourceName => "modules";
}
