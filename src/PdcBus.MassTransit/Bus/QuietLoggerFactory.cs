using Microsoft.Extensions.Logging;

namespace PdcBus;

/// <summary>
/// The application's loggers with everything that MassTransit says turned down to Debug: it writes a line, often with
/// a stack, for every try, and the relay already writes one for every change of state.
/// </summary>
internal sealed class QuietLoggerFactory(ILoggerFactory loggers) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new QuietLogger(loggers.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => loggers.AddProvider(provider);

    /// <summary>The loggers are the application's, and outlive the bus.</summary>
    public void Dispose()
    {
    }

    private sealed class QuietLogger(ILogger logger) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(Quiet(logLevel));

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            logger.Log(Quiet(logLevel), eventId, state, exception, formatter);

        private static LogLevel Quiet(LogLevel level) =>
            level is > LogLevel.Debug and < LogLevel.None ? LogLevel.Debug : level;
    }
}
