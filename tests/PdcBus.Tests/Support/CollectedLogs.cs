using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PdcBus;

/// <summary>Keeps every log line, for tests that read what operators would read.</summary>
internal sealed class CollectedLogs : ILoggerProvider, ILoggerFactory
{
    private readonly ConcurrentQueue<LogLine> _lines = new();

    public IReadOnlyList<LogLine> Lines => [.. _lines];

    public LogLevel MinLevel { get; set; } = LogLevel.Debug;

    public IReadOnlyList<LogLine> Of(int eventId) => [.. _lines.Where(l => l.EventId == eventId)];

    public LogLine Single(int eventId) => Assert.Single(Of(eventId));

    public ILogger<T> For<T>() => new Logger<T>(this);

    public ILogger CreateLogger(string categoryName) => new Collector(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private sealed class Collector(CollectedLogs logs, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= logs.MinLevel;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            logs._lines.Enqueue(new LogLine(logLevel, eventId.Id, category, formatter(state, exception), exception));
    }
}
