using System.Linq.Expressions;

namespace PdcBus.Sample;

internal sealed class GlobalComponentResource : Resource<GlobalComponentRow, GlobalComponent>
{
    public override IReadOnlyList<ResourceField<GlobalComponentRow>> Fields { get; } =
    [
        Text("name", row => row.Name, max: 200),
        TextOrNull("dist_git_path", row => row.DistGitPath, max: 200),
        Value("upstream", row => row.Upstream, otherwise: null),
    ];

    protected override Expression<Func<GlobalComponentRow, GlobalComponent>> Describe(ResourceScope scope) =>
        row => new GlobalComponent(
            row.Id,
            row.Name,
            row.DistGitPath,
            DistGit.Url(row.Name, row.DistGitPath, null),
            row.Labels
                .OrderBy(label => label.Id)
                .Select(label => new Label(
                    ApiUrl.Of(scope.Root, Label.ResourceName, label.Id), label.Name, label.Description))
                .ToList(),
            row.Upstream);
}
