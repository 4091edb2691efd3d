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

internal abstract record Movement(string Place) : IPdcEvent
{
    public abstract string Topic { get; }

    public virtual string? OrderingKey => null;
}

internal sealed record MovedFar(string Place) : Movement(Place)
{
    public override string Topic => "widgets.moved.far";

    public override string? OrderingKey => Place;
}

internal sealed record Carrying<T>(T Load) : IPdcEvent
{
    public string Topic => "widgets.carried";

    public string? OrderingKey => null;
}

internal sealed record Topicless(string Text);

internal sealed record AnyTopic(string Name) : IPdcEvent
{
    string IPdcEvent.Topic => Name;
}

[JsonSerializable(typeof(Moved))]
internal sealed partial class OwnJsonContext : JsonSerializerContext;
