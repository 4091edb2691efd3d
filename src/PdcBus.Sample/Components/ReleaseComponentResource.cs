using System.Linq.Expressions;

namespace PdcBus.Sample;

internal sealed class ReleaseComponentResource : Resource<ReleaseComponentRow, ReleaseComponent>
{
    public override IReadOnlyList<ResourceField<ReleaseComponentRow>> Fields { get; } =
    [
        Reference("release", row => row.Release, release => release.ReleaseId),
        BugzillaTree.Field<ReleaseComponentRow>("bugzilla_component", row => row.BugzillaComponent),
        TextOrNull("brew_package", row => row.BrewPackage, max: 100),
        Reference("global_component", row => row.GlobalComponent, component => component.Name),
        Text("name", row => row.Name, max: 200),
        TextOrNull("dist_git_branch", row => row.DistGitBranch, max: 200),
        Value("active", row => row.Active, otherwise: true),
        Text("type", row => row.Type, max: 50, ChoiceKind.ReleaseComponentType, otherwise: "rpm"),
        Value("srpm", row => row.Srpm, otherwise: null),
    ];

    protected override Expression<Func<ReleaseComponentRow, ReleaseComponent>> Describe(ResourceScope scope)
    {
        var all = scope.Database.BugzillaComponents;
        return row => new ReleaseComponent(
            row.Id,
            new ReleaseState(row.Release.ReleaseId, row.Release.Active),
            row.BugzillaComponent == null ? null : new BugzillaComponent(
                row.BugzillaComponent.Id,
                row.BugzillaComponent.Name,
                row.BugzillaComponent.Parent!.Name,
                BugzillaNode.PathsBelow(
                    row.BugzillaComponent.Id,
                    all.Where(node => node.Tree == row.BugzillaComponent.Tree)
                        .Select(node => new BugzillaNode(node.Id, node.ParentId, node.Name))
                        .ToList())),
            row.BrewPackage,
            row.GlobalComponent.Name,
            row.Name,
            DistGit.Branch(row.DistGitBranch, row.Release.DistGit),
            DistGit.Url(
                row.GlobalComponent.Name,
                row.GlobalComponent.DistGitPath,
                DistGit.Branch(row.DistGitBranch, row.Release.DistGit)),
            row.Active,
            row.Type,
            row.Srpm);
    }
}
