using System.Linq.Expressions;

namespace PdcBus.Sample;

internal sealed class PersonResource : Resource<PersonRow, Person>
{
    public override IReadOnlyList<ResourceField<PersonRow>> Fields { get; } =
    [
        Text("username", row => row.Username, max: 128),
        Text("email", row => row.Email, EmailAddress.MaximumLength, findFlaw: EmailAddress.FindFlaw),
    ];

    protected override Expression<Func<PersonRow, Person>> Describe(ResourceScope scope) =>
        row => new Person(row.Id, row.Username, row.Email);
}
