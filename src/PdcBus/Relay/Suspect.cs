namespace PdcBus;

/// <summary>
/// Tells a message that breaks the connection from a bus that loses it: who is lost three times alone is suspected;
/// a witness of another key then goes alone, and its fate decides. Pure.
/// </summary>
internal sealed class Suspect
{
    private const int LossesAlone = 3;

    private int _losses;
    private bool _wasPardoned;

    /// <summary>The message that was lost alone; null if there is none.</summary>
    public OutboxEntry? Entry { get; private set; }

    /// <summary>The message that goes instead, to tell; null while none is under way.</summary>
    public OutboxEntry? Witness { get; set; }

    /// <summary>Whether a witness is wanted.</summary>
    public bool WantsWitness => Entry is not null && _losses >= LossesAlone;

    /// <summary>The entry was lost while it was alone.</summary>
    public void Lost(OutboxEntry entry)
    {
        if (Entry?.Position != entry.Position) Clear();
        _losses++;
        Entry = entry;
    }

    /// <summary>The bus has answered for an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="wasAway">
    /// Whether the bus was unreachable until now. It may then have lost the suspected entry by itself, which gets one
    /// more chance.
    /// </param>
    /// <returns>The suspected entry, if that proves it guilty: the bus is there, and only it is lost.</returns>
    public OutboxEntry? Answered(OutboxEntry entry, bool wasAway)
    {
        if (entry.Position == Entry?.Position)
        {
            Clear();
            return null;
        }

        if (entry.Position != Witness?.Position) return null;
        if (wasAway && !_wasPardoned)
        {
            _wasPardoned = true;
            _losses = LossesAlone - 1;
            Witness = null;
            return null;
        }

        var guilty = Entry;
        Clear();
        return guilty;
    }

    public void Clear()
    {
        Entry = null;
        Witness = null;
        _losses = 0;
        _wasPardoned = false;
    }
}
