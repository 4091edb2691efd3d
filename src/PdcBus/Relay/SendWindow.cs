namespace PdcBus;

/// <summary>
/// How many messages may be under way: one after a pause or a failure, then twice as many with every confirm.
/// </summary>
internal sealed class SendWindow(int limit)
{
    public int Size { get; private set; } = 1;

    public void Confirmed() => Size = Math.Min(limit, Size * 2);

    public void Reset() => Size = 1;
}
