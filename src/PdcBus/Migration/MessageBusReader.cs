using Microsoft.Extensions.Configuration;

namespace PdcBus;

/// <summary>Reads the original's settings and collects what is wrong with them.</summary>
internal sealed class MessageBusReader(IConfiguration section)
{
    private readonly List<string> _flaws = [];

    /// <summary>The full name of a key.</summary>
    public string NameOf(string key) => section is IConfigurationSection named ? $"{named.Path}:{key}" : key;

    /// <summary>Notes what is wrong with a key, as the end of a sentence that begins with its name.</summary>
    public void Flaw(string key, string flaw) => _flaws.Add($"{NameOf(key)} {flaw}");

    /// <summary>The value of a key; null if there is none.</summary>
    public string? Optional(string key) => section[key];

    /// <summary>The value of a key that has to be there.</summary>
    public string? Required(string key, string example)
    {
        var value = section[key];
        if (!string.IsNullOrWhiteSpace(value)) return value.Trim();
        Flaw(key, $"is missing. Set it, for example to {example}.");
        return null;
    }

    /// <summary>What a key holds, if it has parts.</summary>
    public IReadOnlyList<IConfigurationSection> Parts(string key) => [.. section.GetSection(key).GetChildren()];

    /// <summary>Notes every part of a key that is not one of these.</summary>
    public void CheckParts(string key, params ReadOnlySpan<string> known)
    {
        foreach (var part in Parts(key))
        {
            var isKnown = false;
            foreach (var name in known) isKnown |= string.Equals(name, part.Key, StringComparison.OrdinalIgnoreCase);
            if (!isKnown)
            {
                Flaw($"{key}:{part.Key}", $"has no counterpart. Known are {string.Join(", ", known!)}; remove it.");
            }
        }
    }

    /// <exception cref="PdcBusException">Something was noted.</exception>
    public void ThrowIfFlawed()
    {
        if (_flaws.Count > 0) throw new PdcBusException(string.Join(" ", _flaws));
    }
}
