using System.Globalization;

namespace PdcBus;

/// <summary>
/// Runs variants in turn, A B A B …, and compares them round by round, so that a machine whose speed drifts slows all
/// alike. Prints the median and the spread of each, and of its ratio to the first.
/// </summary>
internal sealed class Rounds(string unit, int count)
{
    private readonly List<(string Name, Func<CancellationToken, Task<double>> Measure)> _variants = [];

    /// <summary>Adds a variant; the first one is what the others are compared with.</summary>
    public Rounds Add(string name, Func<CancellationToken, Task<double>> measure)
    {
        _variants.Add((name, measure));
        return this;
    }

    public async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        foreach (var (_, measure) in _variants) await measure(cancellationToken); // Warm-up: not counted.

        var figures = _variants.Select(_ => new double[count]).ToArray();
        for (var round = 0; round < count; round++)
        {
            for (var v = 0; v < _variants.Count; v++)
            {
                GC.Collect();
                figures[v][round] = await _variants[v].Measure(cancellationToken);
            }
        }

        await output.WriteLineAsync($"| variant | {unit}, median | min–max | ratio to the first, median | min–max |");
        await output.WriteLineAsync("|---|---|---|---|---|");
        for (var v = 0; v < _variants.Count; v++)
        {
            var ratios = figures[v].Zip(figures[0], (a, b) => a / b).ToArray();
            await output.WriteLineAsync(
                $"| {_variants[v].Name} | {Number(Median(figures[v]))} | {Number(figures[v].Min())}–{Number(figures[v].Max())} " +
                $"| {Ratio(Median(ratios))} | {Ratio(ratios.Min())}–{Ratio(ratios.Max())} |");
        }
    }

    public static double Median(IReadOnlyCollection<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static string Number(double value) =>
        value.ToString(value >= 100 ? "N0" : "0.###", CultureInfo.InvariantCulture);

    private static string Ratio(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
