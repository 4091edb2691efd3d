using System.Reflection;

namespace PdcBus;

/// <summary>Makes the events that a resource says it has; the others are null.</summary>
internal static class ResourceAnnouncement<TResource>
    where TResource : class, IPdcResource
{
    public static readonly Func<string, TResource, object>? Added =
        Make<Func<string, TResource, object>>(typeof(IAddableResource), nameof(Add));

    public static readonly Func<string, TResource, TResource, object>? Changed =
        Make<Func<string, TResource, TResource, object>>(typeof(IChangeableResource), nameof(Change));

    public static readonly Func<string, TResource, object>? Removed =
        Make<Func<string, TResource, object>>(typeof(IRemovableResource), nameof(Remove));

    private static TDelegate? Make<TDelegate>(Type kind, string method)
        where TDelegate : Delegate =>
        kind.IsAssignableFrom(typeof(TResource))
            ? typeof(ResourceAnnouncement<TResource>).GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!
                .MakeGenericMethod(typeof(TResource)).CreateDelegate<TDelegate>()
            : null;

    private static ResourceAdded<T> Add<T>(string url, T value)
        where T : IAddableResource => new ResourceAdded<T>(url, value);

    private static ResourceChanged<T> Change<T>(string url, T before, T after)
        where T : IChangeableResource => new ResourceChanged<T>(url, before, after);

    private static ResourceRemoved<T> Remove<T>(string url, T value)
        where T : IRemovableResource => new ResourceRemoved<T>(url, value);
}
