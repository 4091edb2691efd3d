namespace PdcBus;

/// <summary>Answers one named question with figures.</summary>
internal interface IBenchmark
{
    /// <summary>What the command line calls it.</summary>
    string Name { get; }

    /// <summary>The question, with its aim if there is one.</summary>
    string Question { get; }

    /// <summary>Measures and writes a table.</summary>
    Task RunAsync(TextWriter output, CancellationToken cancellationToken);
}
