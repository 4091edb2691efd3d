using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PdcBus;

/// <summary>Keeps every log line, for tests that read what operators would read.</summary>
public sealed class CollectedLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<(int EventId, string Text)> _lines = new();

    public IReadOnlyList<string> Of(int eventId) => [.. _lines.Where(l => l.EventId == eventId).Select(l => l.Text)];

    public ILogger CreateLogger(string categoryName) => new Collector(this);

    public void Dispose()
    {
    }

    private sealed class Collector(CollectedLogs logs) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => logs._lines.Enqueue((eventId.Id, formatter(state, exception)));
    }
}
