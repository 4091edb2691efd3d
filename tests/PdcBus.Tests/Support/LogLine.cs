using Microsoft.Extensions.Logging;

namespace PdcBus;

internal sealed record LogLine(LogLevel Level, int EventId, string Category, string Text, Exception? Error)
{
    public override string ToString() => $"{Level} {EventId}: {Text}";
}
