using System.Globalization;

namespace PdcBus;

/// <summary>Plays every fault again and again until the time is up, and prints what came of each.</summary>
internal static class ChaosProgram
{
    private static readonly TimeSpan DefaultTime = TimeSpan.FromMinutes(10);

    public static async Task<int> RunAsync(string[] args)
    {
        var time = args.Length > 0 && double.TryParse(args[0], CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : DefaultTime;
        var words = args.Where(a => !double.TryParse(a, CultureInfo.InvariantCulture, out _)).ToList();
        var faults = Faults.All.Where(f => words.TrueForAll(w => f.ToString().Contains(w, StringComparison.OrdinalIgnoreCase)))
            .ToList();
        if (faults.Count == 0)
        {
            await Console.Error.WriteLineAsync($"No fault has these words in its name. There are:\n{string.Join('\n', Faults.All)}");
            return 2;
        }

        var table = new VerdictTable();
        var chance = new Random();
        var started = TimeProvider.System.GetTimestamp();
        for (var i = 0; TimeProvider.System.GetElapsedTime(started) < time; i++)
        {
            var fault = faults[i % faults.Count];
            try
            {
                var verdict = await fault.RunAsync(chance, CancellationToken.None);
                table.Add(fault, verdict);
                Console.WriteLine($"{fault}: {verdict}");
            }
            catch (Exception error)
            {
                table.AddFailure(fault);
                Console.WriteLine($"{fault}: {error}");
            }
        }

        Console.WriteLine();
        Console.WriteLine(table);
        return table.IsGood ? 0 : 1;
    }
}
