namespace PdcBus;

/// <summary>A messenger of the original.</summary>
/// <param name="Name">What <c>MLP</c> calls it.</param>
/// <param name="Messenger">Ours in its place.</param>
/// <param name="Add">What adds ours; empty if it is always there.</param>
/// <param name="Keys">The keys that it has.</param>
/// <param name="Rewrite">Rewrites their values; null if there are none.</param>
internal sealed record MessageBusKind(
    string Name,
    string Messenger,
    string Add,
    IReadOnlyList<string> Keys,
    Action<MessageBusReader, IDictionary<string, string?>>? Rewrite = null)
{
    public bool IsNamed(string? name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);
}
