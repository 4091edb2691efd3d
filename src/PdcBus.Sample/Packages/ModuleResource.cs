using System.Linq.Expressions;

namespace PdcBus.Sample;

internal sealed class ModuleResource : Resource<ModuleRow, Module>
{
    public override ResourceKey<ModuleRow> Key { get; } = new(("uid", row => row.Uid));

    public override IReadOnlyList<ResourceField<ModuleRow>> Fields { get; } =
    [
        RpmListField.Of<ModuleRow>("rpms", row => row.Rpms),
        Text("name", row => row.Name, max: 300),
        Text("stream", row => row.Stream, max: 100),
        Text("version", row => row.Version, max: 100),
        Text("context", row => row.Context, max: 100),
        Value("active", row => row.Active, otherwise: false),
        Text("koji_tag", row => row.KojiTag, max: 300),
        Text("modulemd", row => row.Modulemd),
        Value("runtime_deps", row => row.RuntimeDeps, otherwise: []),
        Value("build_deps", row => row.BuildDeps, otherwise: []),
    ];

    protected override Expression<Func<ModuleRow, object?>>[] Parts => [row => row.Rpms];

    protected override Expression<Func<ModuleRow, Module>> Describe(ResourceScope scope) => row => new Module(
        row.Uid,
        row.Name,
        row.Stream,
        row.Version,
        row.Context,
        row.Active,
        row.KojiTag,
        row.Modulemd,
        row.RuntimeDeps,
        row.BuildDeps,
        row.Rpms.OrderBy(rpm => rpm.Id).Select(rpm => rpm.Nevra + ".rpm").ToList());

    protected override Task CompleteAsync(
        ModuleRow row, ResourceInput input, ResourceScope scope, CancellationToken cancellationToken)
    {
        row.Uid = $"{row.Name}:{row.Stream}:{row.Version}:{row.Context}";
        return Task.CompletedTask;
    }
}
