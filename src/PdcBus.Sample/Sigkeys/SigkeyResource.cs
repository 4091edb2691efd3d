using System.Linq.Expressions;

namespace PdcBus.Sample;

internal sealed class SigkeyResource : Resource<SigkeyRow, Sigkey>
{
    public override ResourceKey<SigkeyRow> Key { get; } = new(("key_id", row => row.KeyId));

    public override IReadOnlyList<ResourceField<SigkeyRow>> Fields { get; } =
    [
        TextOrNull("name", row => row.Name, max: 50),
        Text("key_id", row => row.KeyId, max: 20),
        Text("description", row => row.Description, max: 100, otherwise: ""),
    ];

    protected override Expression<Func<SigkeyRow, Sigkey>> Describe(ResourceScope scope) =>
        row => new Sigkey(row.Name, row.KeyId, row.Description);
}
