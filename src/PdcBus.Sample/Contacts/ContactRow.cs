namespace PdcBus.Sample;

/// <summary>Whom to contact. People and lists share a table, so that they are counted together.</summary>
internal abstract class ContactRow : IRow
{
    public long Id { get; init; }

    public required string Email { get; set; }
}
