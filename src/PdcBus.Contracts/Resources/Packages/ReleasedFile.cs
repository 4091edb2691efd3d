using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A file that was, or is to be, released in a repository.</summary>
/// <param name="Id">Its number.</param>
/// <param name="FilePrimaryKey">The number of the file; of the <see cref="Rpm"/> in a repository of RPMs.</param>
/// <param name="Repo">The whole repository.</param>
/// <param name="ReleasedDate">The day on which it was released; null if it was not.</param>
/// <param name="ReleaseDate">The day on which it is to be released.</param>
/// <param name="CreatedAt">When this entry was made.</param>
/// <param name="UpdatedAt">When it was changed last.</param>
/// <param name="ZeroDayRelease">Whether it belongs to the first day of its release.</param>
/// <param name="Obsolete">Whether something newer has replaced it.</param>
/// <param name="Build">
/// The build of the RPM. Only in a repository of RPMs; else null, and absent from the message.
/// </param>
/// <param name="Package">
/// The name of the source package. Only in a repository of RPMs, like <paramref name="Build"/>.
/// </param>
/// <param name="File">The name of the RPM file. Only in a repository of RPMs, like <paramref name="Build"/>.</param>
public sealed record ReleasedFile(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("file_primary_key")] long FilePrimaryKey,
    [property: JsonPropertyName("repo")] ContentDeliveryRepo Repo,
    [property: JsonPropertyName("released_date")] DateOnly? ReleasedDate,
    [property: JsonPropertyName("release_date")] DateOnly ReleaseDate,
    [property: JsonPropertyName("created_at")] PdcTimestamp CreatedAt,
    [property: JsonPropertyName("updated_at")] PdcTimestamp UpdatedAt,
    [property: JsonPropertyName("zero_day_release")] bool ZeroDayRelease,
    [property: JsonPropertyName("obsolete")] bool Obsolete,
    [property: JsonPropertyName("build"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    string? Build,
    [property: JsonPropertyName("package"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    string? Package,
    [property: JsonPropertyName("file"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    string? File)
    : IAddableResource, IChangeableResource, IRemovableResource
{
    /// <inheritdoc />
    public static string ResourceName => "released-files";
}
