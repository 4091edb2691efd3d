namespace PdcBus;

/// <summary>
/// The fields of a compose without an ordering key: events of one compose go one after the other, and 20,000 of one
/// compose are no real load.
/// </summary>
[PdcTopic("compose")]
internal sealed class UnkeyedCompose(ComposeCreated of)
{
    public string Action => of.Action;

    public string ComposeId => of.ComposeId;

    public DateOnly ComposeDate => of.ComposeDate;

    public string ComposeType => of.ComposeType;

    public int ComposeRespin => of.ComposeRespin;
}
