using System.Linq.Expressions;

namespace PdcBus.Sample;

internal sealed class BuildImageResource : Resource<BuildImageRow, BuildImage>
{
    public override IReadOnlyList<ResourceField<BuildImageRow>> Fields { get; } =
    [
        RpmListField.Of<BuildImageRow>("rpms", row => row.Rpms),
        Text("image_id", row => row.ImageId, max: 200),
        Text("image_format", row => row.ImageFormat, max: 30, ChoiceKind.ImageFormat),
        Text("md5", row => row.Md5, max: 32, findFlaw: text =>
            text.Length == 32 && text.All(char.IsAsciiHexDigit) ? null : "It has 32 hexadecimal digits."),
        Value("archives", row => row.Archives, otherwise: []),
        References("releases", row => row.Releases, release => release.ReleaseId),
    ];

    protected override Expression<Func<BuildImageRow, object?>>[] Parts => [row => row.Rpms, row => row.Releases];

    protected override Expression<Func<BuildImageRow, BuildImage>> Describe(ResourceScope scope) =>
        row => new BuildImage(
            ApiUrl.Of(scope.Root, BuildImage.ResourceName, row.Id),
            row.ImageId,
            row.ImageFormat,
            row.Md5,
            row.Rpms.OrderBy(rpm => rpm.Id).Select(rpm => rpm.Nevra + ".rpm").ToList(),
            row.Archives,
            row.Releases.OrderBy(release => release.Id).Select(release => release.ReleaseId).ToList());
}
