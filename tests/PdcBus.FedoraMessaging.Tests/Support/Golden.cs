using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PdcBus.FedoraMessaging.Tests;

/// <summary>Messages recorded from the original library.</summary>
internal static class Golden
{
    private static readonly JsonElement File = Load();

    public static string Exchange => File.GetProperty("exchange").GetString()!;

    public static IReadOnlyDictionary<string, JsonElement> Messages { get; } = File.GetProperty("messages")
        .EnumerateArray().ToDictionary(m => m.GetProperty("name").GetString()!);

    /// <summary>
    /// What the vectors have and this messenger does not: headers that the caller makes up, and a priority that is
    /// configured.
    /// </summary>
    public static IReadOnlyList<string> Others { get; } = ["caller headers", "publish_priority 0"];

    /// <summary>The options under which the original made a message.</summary>
    public static FedoraMessagingOptions OptionsOf(JsonElement recorded)
    {
        var input = recorded.GetProperty("input");
        return new FedoraMessagingOptions
        {
            TopicPrefix = input.GetProperty("topic_prefix").GetString()!,
            ModName = "",
            Schema = input.GetProperty("schema").GetString()!,
            SchemaPackage = input.GetProperty("schema_package").GetString() ?? "",
        };
    }

    /// <summary>The message that the original was given.</summary>
    public static PdcMessage MessageOf(JsonElement recorded)
    {
        var input = recorded.GetProperty("input");
        var severity = input.GetProperty("severity");
        // Its 0 stands for "none given", as our null does.
        var given = severity.ValueKind == JsonValueKind.Number && severity.GetInt32() != 0;
        return new PdcMessage
        {
            Id = Guid.Parse(input.GetProperty("uuid").GetString()!),
            Topic = input.GetProperty("topic").GetString()!,
            Body = Encoding.UTF8.GetBytes(input.GetProperty("body").GetRawText()),
            Headers = new Dictionary<string, string> { [PdcHeaders.Author] = "ann" },
            CreatedAt = DateTimeOffset.Parse(input.GetProperty("now").GetString()!, CultureInfo.InvariantCulture),
            Notice = given ? new PdcNotice { Severity = (PdcSeverity)severity.GetInt32() } : null,
        };
    }

    private static JsonElement Load()
    {
        using var reader = new StreamReader(typeof(Golden).Assembly.GetManifestResourceStream("messages.json")!);
        return JsonElement.Parse(reader.ReadToEnd());
    }
}
