namespace PdcBus;

/// <summary>Remembers what has been said, so that it is said once. Bounded: when full it begins again.</summary>
internal sealed class OnceEach
{
    private const int Capacity = 1000;
    private readonly HashSet<(string, MessengerErrorKind)> _said = [];

    public bool IsFirst(string topic, MessengerErrorKind kind)
    {
        if (_said.Count == Capacity) _said.Clear();
        return _said.Add((topic, kind));
    }
}
