namespace PdcBus.Contracts.Tests;

public sealed class TopicAndKeyTests
{
    private static readonly Label Label = new("http://localhost/rest_api/v1/labels/7/", "a", "b");

    public static TheoryData<IPdcEvent, string, string?> Table => new()
    {
        { new ComposeCreated("c-1", DateOnly.MinValue, "test", 0), "compose", "c-1" },
        { new ComposeUpdated("c-1", null!, null!), "compose", "c-1" },
        { new ComposeDeleted("c-1"), "compose", "c-1" },
        { new RpmsImported(1, "c-1", DateOnly.MinValue, "test", 0), "rpms", "c-1" },
        { new ImagesImported(1, "c-1", DateOnly.MinValue, "test", 0), "images", "c-1" },
        { new ResourceAdded<Label>(Label.Url, Label), "labels.added", $"labels {Label.Url}" },
        { new ResourceChanged<Label>(Label.Url, Label, Label), "labels.changed", $"labels {Label.Url}" },
        { new ResourceRemoved<Label>(Label.Url, Label), "labels.removed", $"labels {Label.Url}" },
        { new ResourceAdded<Person>("http://p/", new()), "contacts/people.added", "contacts/people http://p/" },
        // Read from a bus, where the old URL is not told.
        { new ResourceRemoved<Label>(null, Label), "labels.removed", null },
        // The URL after the change: whoever renames moves on with the new one.
        { new ResourceChanged<Label>("http://new/", Label, Label), "labels.changed", "labels http://new/" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Event_AskedForItsMetadata_GivesTopicAndKey(IPdcEvent pdcEvent, string topic, string? key)
    {
        Assert.Equal(topic, pdcEvent.Topic);
        Assert.Equal(key, pdcEvent.OrderingKey);
    }

    [Fact]
    public void OwnEvent_WithoutAKey_OwesNoOrder()
    {
        IPdcEvent own = new WidgetPainted("blue");

        Assert.Null(own.OrderingKey);
    }

    [Fact]
    public void Resource_WithoutTheMarkerOfAnAction_CannotBeAnnouncedSo()
    {
        Assert.Throws<ArgumentException>(() => typeof(ResourceRemoved<>).MakeGenericType(typeof(Person)));
        Assert.Throws<ArgumentException>(() => typeof(ResourceChanged<>).MakeGenericType(typeof(Person)));
    }

    /// <summary>A resource that can only be added, under a path of two words.</summary>
    public sealed record Person : IAddableResource
    {
        public static string ResourceName => "contacts/people";
    }

    private sealed record WidgetPainted(string Colour) : IPdcEvent
    {
        public string Topic => "widgets.painted";
    }
}
