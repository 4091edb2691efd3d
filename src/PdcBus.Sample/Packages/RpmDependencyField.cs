namespace PdcBus.Sample;

/// <summary>What an RPM needs and offers. A kind that is not mentioned is empty.</summary>
internal static class RpmDependencyField
{
    private static readonly string[] Kinds =
        ["conflicts", "obsoletes", "provides", "recommends", "requires", "suggests"];

    public static ResourceField<TRow> Of<TRow>(string name, Action<TRow, RpmDependencies> set) =>
        new(name, typeof(Dictionary<string, List<string>>), (row, value, _, _) =>
        {
            if (!FieldJson.TryRead<Dictionary<string, List<string>>>(value, out var kinds, out _) ||
                kinds.Keys.Except(Kinds).Any())
            {
                return ValueTask.FromResult<string?>($"Expected are lists of texts for {string.Join(", ", Kinds)}.");
            }

            var lists = Kinds.Select(kind => kinds.GetValueOrDefault(kind) ?? []).ToList();
            set(row, new RpmDependencies(lists[0], lists[1], lists[2], lists[3], lists[4], lists[5]));
            return ValueTask.FromResult<string?>(null);
        })
        {
            Default = FieldJson.EmptyObject,
        };
}
