using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

[Index(nameof(Username), nameof(Email), IsUnique = true)]
internal sealed class PersonRow : ContactRow
{
    public required string Username { get; set; }
}
