using System.Linq.Expressions;

namespace PdcBus.Sample;

internal sealed class LabelResource : Resource<LabelRow, Label>
{
    public override IReadOnlyList<ResourceField<LabelRow>> Fields { get; } =
    [
        Text("name", row => row.Name, max: 100),
        Text("description", row => row.Description, max: 500),
    ];

    protected override Expression<Func<LabelRow, Label>> Describe(ResourceScope scope) =>
        row => new Label(ApiUrl.Of(scope.Root, Label.ResourceName, row.Id), row.Name, row.Description);
}
