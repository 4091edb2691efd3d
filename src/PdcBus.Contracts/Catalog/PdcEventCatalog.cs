using System.Collections.Frozen;

namespace PdcBus;

/// <summary>Everything that PDC announces.</summary>
public static class PdcEventCatalog
{
    /// <summary>
    /// Every event: its topic, its action and its record. The three of the topic <c>compose</c> share it; every other
    /// topic has one.
    /// </summary>
    public static IReadOnlyList<PdcEventDescription> All { get; } = Array.AsReadOnly<PdcEventDescription>(
    [
        new("compose", "create", typeof(ComposeCreated)),
        new("compose", "update", typeof(ComposeUpdated)),
        new("compose", "delete", typeof(ComposeDeleted)),
        new("rpms", "import", typeof(RpmsImported)),
        new("images", "import", typeof(ImagesImported)),
        .. Changed<AuthGroup>(),
        .. AddedChangedRemoved<GroupResourcePermission>(),
        .. AddedChangedRemoved<ResourceApiUrl>(),
        .. AddedChangedRemoved<Label>(),
        .. AddedChanged<Sigkey>(),
        .. AddedChangedRemoved<ComposeTreeLocation>(),
        .. Changed<ComposeTreeRttTest>(),
        .. Changed<ComposeImageRttTest>(),
        .. AddedChangedRemoved<Module>(),
        .. AddedChangedRemoved<UnreleasedVariant>(),
        .. AddedChanged<Rpm>(),
        .. AddedChangedRemoved<BuildImage>(),
        .. Changed<BuildImageRttTest>(),
        .. AddedChangedRemoved<ReleasedFile>(),
        .. AddedChanged<Product>(),
        .. AddedChanged<ProductVersion>(),
        .. AddedChanged<Release>(),
        .. AddedChanged<BaseProduct>(),
        .. AddedChangedRemoved<ReleaseVariant>(),
        .. AddedChangedRemoved<Cpe>(),
        .. AddedChangedRemoved<VariantCpe>(),
        .. AddedChangedRemoved<ReleaseSchedule>(),
        .. AddedChangedRemoved<ContentDeliveryRepo>(),
        .. AddedChangedRemoved<PushTarget>(),
        .. AddedChangedRemoved<MultiDestination>(),
        .. AddedChangedRemoved<Person>(),
        .. AddedChangedRemoved<MailingList>(),
        .. AddedChangedRemoved<ContactRole>(),
        .. AddedChangedRemoved<GlobalComponentContact>(),
        .. AddedChangedRemoved<ReleaseComponentContact>(),
        .. AddedChangedRemoved<GlobalComponent>(),
        .. AddedChangedRemoved<ReleaseComponent>(),
        .. AddedChangedRemoved<BugzillaComponent>(),
        .. AddedChangedRemoved<ComponentGroup>(),
        .. AddedChangedRemoved<ComponentGroupType>(),
        .. AddedChangedRemoved<ComponentRelationshipType>(),
        .. AddedChangedRemoved<ReleaseComponentRelationship>(),
        .. Changed<OsbsComponent>(),
        .. AddedChangedRemoved<ComponentBranch>(),
        .. AddedChangedRemoved<ComponentSlaType>(),
        .. AddedChangedRemoved<ComponentBranchSla>(),
    ]);

    /// <summary>As which type the messages of a topic are read.</summary>
    internal static FrozenDictionary<string, Type> Readers { get; } = All
        .DistinctBy(e => e.Topic)
        .ToFrozenDictionary(
            e => e.Topic,
            e => e.Type.IsSubclassOf(typeof(ComposeEvent)) ? typeof(ComposeEvent) : e.Type,
            StringComparer.Ordinal);

    /// <summary>
    /// Whether PDC announces something under a topic, so that <see cref="PdcEventJson.Read"/> knows it. A leading dot,
    /// as in the original's routing keys, makes no difference.
    /// </summary>
    public static bool Contains(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return Readers.ContainsKey(WithoutDot(topic));
    }

    internal static string WithoutDot(string topic) => topic.StartsWith('.') ? topic[1..] : topic;

    private static PdcEventDescription[] AddedChangedRemoved<T>()
        where T : IAddableResource, IChangeableResource, IRemovableResource =>
        [.. AddedChanged<T>(), new($"{T.ResourceName}.removed", "removed", typeof(ResourceRemoved<T>))];

    private static PdcEventDescription[] AddedChanged<T>()
        where T : IAddableResource, IChangeableResource =>
        [new($"{T.ResourceName}.added", "added", typeof(ResourceAdded<T>)), .. Changed<T>()];

    private static PdcEventDescription[] Changed<T>()
        where T : IChangeableResource =>
        [new($"{T.ResourceName}.changed", "changed", typeof(ResourceChanged<T>))];
}
