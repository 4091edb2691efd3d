using Microsoft.Extensions.Configuration;

namespace PdcBus;

/// <summary>The original's settings, and what they are in ours.</summary>
internal sealed class MessageBusSettings(IConfiguration section)
{
    private static readonly MessageBusKind[] Kinds =
    [
        new("", LogMessenger.Name, "", []),
        new("fedmsg", "fedmsg", "AddFedmsgMessenger()", []),
        new("kombu", "rabbitmq", "AddRabbitMqMessenger()", KombuSettings.Keys, KombuSettings.Rewrite),
        new("proton", "amqp", "AddAmqpMessenger()", ProtonSettings.Keys, ProtonSettings.Rewrite),
        new("rhmsg", "amqp", "AddAmqpMessenger()", RhmsgSettings.Keys, RhmsgSettings.Rewrite),
        new("stomp", "stomp", "AddStompMessenger()", StompSettings.Keys, StompSettings.Rewrite),
        new("test", CaptureMessenger.Name, "", []),
    ];

    /// <summary>Keys of any of them: settings that were changed over the years hold some of the others'.</summary>
    private static readonly HashSet<string> Known =
        new(["MLP", "BACKEND", .. Kinds.SelectMany(k => k.Keys)], StringComparer.OrdinalIgnoreCase);

    /// <summary>Rewrites them, to stand under the section <c>PdcBus</c>; null if there are none.</summary>
    /// <exception cref="PdcBusException">Something is wrong with them.</exception>
    public MessageBusRewriting? Rewrite(PdcBusSection own)
    {
        if (!section.GetChildren().Any()) return null;
        var reader = new MessageBusReader(section);
        foreach (var child in section.GetChildren().Where(c => !Known.Contains(c.Key)))
        {
            reader.Flaw(child.Key, "is unknown. Remove it, or correct its name.");
        }

        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var choice = Choose(reader);
        choice?.Kind.Rewrite?.Invoke(reader, settings);
        reader.ThrowIfFlawed();
        return new MessageBusRewriting(settings, own.Configuration, Decide(choice!, own));
    }

    /// <summary><c>BACKEND</c> came later and wins, as it did in the original.</summary>
    private static MessageBusChoice? Choose(MessageBusReader reader)
    {
        foreach (var key in (ReadOnlySpan<string>)["BACKEND", "MLP"])
        {
            if (reader.Optional(key) is not { } value) continue;
            if (Array.Find(Kinds, k => k.IsNamed(key == "MLP" ? value : NameIn(value))) is { } kind)
            {
                return new MessageBusChoice(kind, $"{reader.NameOf(key)} is '{value}'");
            }

            reader.Flaw(key, $"is '{value}'. {Choices}");
            return null;
        }

        reader.Flaw("MLP", $"is missing, and BACKEND too. {Choices}");
        return null;
    }

    /// <summary>
    /// Where both name a messenger, a bus wins over the mere log, and two buses stop the start: messages must not go
    /// unnoticed where nobody waits for them.
    /// </summary>
    /// <returns>The choice; null if the section's own stands.</returns>
    private static MessageBusChoice? Decide(MessageBusChoice choice, PdcBusSection own)
    {
        var names = ChosenMessengers.NamesIn(own.Configuration);
        if (names.All(n => n.Equals(LogMessenger.Name, StringComparison.OrdinalIgnoreCase))) return choice;
        if (choice.Kind.Messenger == LogMessenger.Name) return null;
        return names.Contains(choice.Kind.Messenger, StringComparer.OrdinalIgnoreCase)
            ? null
            : throw new PdcBusException(
                $"{choice}, and {own.NameOf("Messenger")} is {string.Join(", ", names)}. Name '{choice.Kind.Messenger}' " +
                "there too, or remove one of the two settings.");
    }

    private static string Choices =>
        $"Known are {string.Join(", ", Kinds.Select(k => k.Name.Length == 0 ? "'' (only a log)" : k.Name))}. For a " +
        "messenger of your own set PdcBus:Messenger to its name, and remove this key.";

    /// <summary>
    /// Which messenger a class of the original is: the part of its dotted path that names one, for example the module
    /// in <c>pdc.apps.messaging.backends.rhmsg.…</c>. Null if it is none of the original's.
    /// </summary>
    private static string? NameIn(string backend)
    {
        var words = backend.Split('.');
        if (words.Length > 1 && words[0] != "pdc") return null;
        foreach (var word in words.Select(w => w.ToLowerInvariant()).Reverse())
        {
            var name = word.EndsWith("messenger", StringComparison.Ordinal) ? word[..^"messenger".Length] : word;
            if (name is "capture") return "test";
            if (name is "dummy") return "";
            if (name.Length > 0 && Array.Exists(Kinds, k => k.IsNamed(name))) return name;
        }

        return null;
    }
}
