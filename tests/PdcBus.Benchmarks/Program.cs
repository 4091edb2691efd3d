using System.Globalization;
using PdcBus;

// dotnet run -c Release --project tests/PdcBus.Benchmarks [name …] [seconds=60]; sqlite means all of sqlite-…
var seconds = args.FirstOrDefault(a => a.StartsWith("seconds=", StringComparison.Ordinal)) is { } given
    ? int.Parse(given["seconds=".Length..], CultureInfo.InvariantCulture)
    : 60;
args = [.. args.Where(a => !a.StartsWith("seconds=", StringComparison.Ordinal))];
IBenchmark[] all =
[
    new RequestBenchmark(),
    new RabbitMqBenchmark(),
    new StompBenchmark(),
    new AmqpBenchmark(),
    new FedmsgSigningBenchmark(),
    new FedoraMessagingBenchmark(),
    new SqliteAppendBenchmark(),
    new SqliteLatencyBenchmark(),
    new SqliteBacklogBenchmark(),
    new DatabaseRequestBenchmark(),
    new DatabaseDrainBenchmark(),
    new DatabaseLatencyBenchmark(),
    new DatabaseHorizonBenchmark(seconds),
    new CatchUpBenchmark(),
];

var chosen = args.Length == 0 ? all : [.. all.Where(b => args.Any(a => b.Name == a || b.Name.StartsWith($"{a}-", StringComparison.Ordinal)))];
if (chosen.Length == 0)
{
    Console.WriteLine($"Benchmarks: {string.Join(", ", all.Select(b => b.Name))}");
    return 1;
}

foreach (var benchmark in chosen)
{
    Console.WriteLine($"## {benchmark.Name}: {benchmark.Question}");
    Console.WriteLine();
    await benchmark.RunAsync(Console.Out, CancellationToken.None);
    Console.WriteLine();
}

return 0;
