using Microsoft.Extensions.Configuration;

namespace PdcBus;

/// <summary>The original's settings as settings of PdcBus.</summary>
internal sealed class MessageBusRewriting
{
    /// <param name="settings">Keys below the section <c>PdcBus</c>, which wins. A list is taken whole from one.</param>
    /// <param name="own">The section <c>PdcBus</c>.</param>
    /// <param name="choice">The messenger that is chosen whatever the section says; null leaves it to the section.</param>
    public MessageBusRewriting(
        IEnumerable<KeyValuePair<string, string?>> settings, IConfiguration own, MessageBusChoice? choice)
    {
        Choice = choice;
        var builder = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Where(s => !own.GetSection(ListOf(s.Key)).Exists()))
            .AddConfiguration(own);
        // A value, which wins over the entries of a list.
        if (choice is not null) builder.AddInMemoryCollection([new("Messenger", choice.Kind.Messenger)]);
        Configuration = builder.Build();
    }

    /// <summary>The section with what was rewritten.</summary>
    public IConfiguration Configuration { get; }

    /// <summary>Who chose the messenger; null if the section did.</summary>
    public MessageBusChoice? Choice { get; }

    /// <summary>The key of the list that a key is an entry of; else the key.</summary>
    private static string ListOf(string key)
    {
        var end = key.LastIndexOf(':');
        return end >= 0 && int.TryParse(key.AsSpan(end + 1), out _) ? key[..end] : key;
    }
}
