using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PdcBus.Fedmsg.Tests;

/// <summary>Keeps every log line with its event id.</summary>
internal sealed class CollectedLogs : ILogger<FedmsgMessenger>
{
    private readonly ConcurrentQueue<(int Id, string Text)> _lines = new();

    public IReadOnlyList<string> Of(int id) => [.. _lines.Where(l => l.Id == id).Select(l => l.Text)];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((eventId.Id, formatter(state, exception)));
}
