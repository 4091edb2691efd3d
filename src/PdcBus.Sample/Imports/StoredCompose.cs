namespace PdcBus.Sample;

/// <summary>The compose that an import works on.</summary>
/// <param name="Row">The compose.</param>
/// <param name="IsNew">Whether this request created it.</param>
/// <param name="Places">The variants and architectures of the composeinfo, by their names, in its order.</param>
internal sealed record StoredCompose(
    ComposeRow Row, bool IsNew, IReadOnlyList<((string Variant, string Arch) Key, VariantArchRow Row)> Places)
{
    public long[] PlaceIds => [.. Places.Select(place => place.Row.Id)];
}
