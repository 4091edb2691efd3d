using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

[Index(nameof(MailName), nameof(Email), IsUnique = true)]
internal sealed class MailingListRow : ContactRow
{
    public required string MailName { get; set; }
}
