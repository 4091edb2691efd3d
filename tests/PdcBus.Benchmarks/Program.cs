using PdcBus;

// dotnet run -c Release --project tests/PdcBus.Benchmarks [name …]; sqlite means all of sqlite-…
IBenchmark[] all =
[
    new RequestBenchmark(),
    new RabbitMqBenchmark(),
    new FedmsgSigningBenchmark(),
    new FedoraMessagingBenchmark(),
    new SqliteAppendBenchmark(),
    new SqliteLatencyBenchmark(),
    new SqliteBacklogBenchmark(),
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
