using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace PdcBus;

/// <summary>Compares keys as the model does.</summary>
internal sealed class ResourceKeyComparer(IEnumerable<IProperty> key) : IEqualityComparer<object?[]>
{
    private readonly ValueComparer[] _comparers = [.. key.Select(p => p.GetKeyValueComparer())];

    public bool Equals(object?[]? one, object?[]? other)
    {
        for (var i = 0; i < _comparers.Length; i++)
        {
            if (!_comparers[i].Equals(one![i], other![i])) return false;
        }

        return true;
    }

    public int GetHashCode(object?[] key)
    {
        var hash = new HashCode();
        for (var i = 0; i < _comparers.Length; i++) hash.Add(_comparers[i].GetHashCode(key[i]!));
        return hash.ToHashCode();
    }
}
