using System.Text.Json.Serialization;

namespace PdcBus;

[PdcTopic("widgets.painted")]
internal sealed record Painted(string ColorName, int? Size = null);

[PdcTopic("widgets.signed")]
internal sealed record Signed(string Author, string Comment, int ChangesetId, string CommittedOn);

internal sealed record Moved(string Place) : IPdcEvent
{
    // Public on purpose: it must not become a field all the same.
    public string Topic => "widgets.moved";

    public string? OrderingKey => Place;
}

[PdcTopic("widgets.listed")]
internal sealed class Listed : List<int>;

[PdcTopic("widgets.looped")]
internal sealed class Looped
{
    public Looped Self => this;
}

internal sealed record Topicless(string Text);

internal sealed record AnyTopic(string Name) : IPdcEvent
{
    string IPdcEvent.Topic => Name;
}

[JsonSerializable(typeof(Moved))]
internal sealed partial class OwnJsonContext : JsonSerializerContext;
