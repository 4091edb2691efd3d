using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace PdcBus;

/// <summary>Writes every message to the log, payload included: for development, and for a first look.</summary>
internal sealed partial class LogMessenger(ILogger<LogMessenger> logger) : IMessenger
{
    public const string Name = "log";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public Task SendAsync(PdcMessage message, CancellationToken cancellationToken)
    {
        if (logger.IsEnabled(LogLevel.Information))
        {
            Log.Sent(logger, message.Topic, message.Id, Environment.NewLine, Indent(message.Body));
        }

        return Task.CompletedTask;
    }

    private static string Indent(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        return JsonSerializer.Serialize(document.RootElement, Indented);
    }

    private static partial class Log
    {
        [LoggerMessage(1210, LogLevel.Information, "{Topic} {Id}{NewLine}{Body}")]
        public static partial void Sent(ILogger logger, string topic, Guid id, string newLine, string body);
    }
}
