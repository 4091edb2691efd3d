using System.Globalization;
using System.Text;

namespace PdcBus;

/// <summary>The sums of all verdicts, one line for each fault.</summary>
internal sealed class VerdictTable
{
    private readonly Dictionary<string, List<Verdict?>> _lines = [];

    public bool IsGood => _lines.Values.SelectMany(l => l).All(v => v is { IsGood: true });

    public void Add(Fault fault, Verdict verdict) => LineOf(fault).Add(verdict);

    /// <summary>It could not even be judged.</summary>
    public void AddFailure(Fault fault) => LineOf(fault).Add(null);

    public override string ToString()
    {
        var text = new StringBuilder(
            "| fault | runs | failed | sent | lost | invented | out of order | left | duplicated | most in a run | recovered after, s (median, max) |\n" +
            "|---|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (var (name, all) in _lines)
        {
            var good = all.OfType<Verdict>().ToList();
            var recoveries = good.Where(v => v.Recovery is not null).Select(v => v.Recovery!.Value.TotalSeconds).Order().ToList();
            var recovered = recoveries.Count == 0
                ? "–"
                : string.Create(CultureInfo.InvariantCulture, $"{recoveries[recoveries.Count / 2]:0.0}, {recoveries[^1]:0.0}");
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {name} | {all.Count} | {all.Count - good.Count} | {good.Sum(v => v.Sent)} | {good.Sum(v => v.Lost)} | {good.Sum(v => v.Invented)} | {good.Sum(v => v.Disordered)} | {good.Sum(v => v.Left)} | {good.Sum(v => v.Duplicated)} | {good.Select(v => v.Duplicated).DefaultIfEmpty().Max()} | {recovered} |");
        }

        return text.ToString();
    }

    private List<Verdict?> LineOf(Fault fault)
    {
        var name = fault.ToString();
        if (!_lines.TryGetValue(name, out var line)) _lines[name] = line = [];
        return line;
    }
}
