using PdcBus;

// dotnet run -c Release --project tests/PdcBus.Benchmarks [name …]
IBenchmark[] all =
[
    new RequestBenchmark(),
    new RabbitMqBenchmark(),
    new SqliteAppendBenchmark(),
    new SqliteLatencyBenchmark(),
];

var chosen = args.Length == 0 ? all : [.. all.Where(b => args.Contains(b.Name))];
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
