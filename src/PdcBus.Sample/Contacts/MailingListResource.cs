using System.Linq.Expressions;

namespace PdcBus.Sample;

internal sealed class MailingListResource : Resource<MailingListRow, MailingList>
{
    public override IReadOnlyList<ResourceField<MailingListRow>> Fields { get; } =
    [
        Text("mail_name", row => row.MailName, max: 128),
        Text("email", row => row.Email, EmailAddress.MaximumLength, findFlaw: EmailAddress.FindFlaw),
    ];

    protected override Expression<Func<MailingListRow, MailingList>> Describe(ResourceScope scope) =>
        row => new MailingList(row.Id, row.MailName, row.Email);
}
