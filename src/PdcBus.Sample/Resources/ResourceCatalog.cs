namespace PdcBus.Sample;

/// <summary>The table of resources. Within one save they are announced in this order.</summary>
internal static class ResourceCatalog
{
    public static IReadOnlyList<IResource> All { get; } =
    [
        new LabelResource(),
        new SigkeyResource(),
        new PersonResource(),
        new MailingListResource(),
        new ProductResource(),
        new ProductVersionResource(),
        new ReleaseResource(),
        new ReleaseVariantResource(),
        new ContentDeliveryRepoResource(),
        new GlobalComponentResource(),
        new BugzillaComponentResource(),
        new ReleaseComponentResource(),
        new RpmResource(),
        new ModuleResource(),
        new BuildImageResource(),
        new ComposeTreeResource(),
    ];

    public static IServiceCollection AddResources(this IServiceCollection services) => services
        .AddHttpContextAccessor()
        .AddScoped<ResourceScope>();

    public static void MapResources(this IEndpointRouteBuilder app)
    {
        foreach (var resource in All) resource.Map(app);
    }
}
