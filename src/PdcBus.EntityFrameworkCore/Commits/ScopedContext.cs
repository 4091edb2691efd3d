using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

/// <summary>What all that follows a context takes for granted: that each scope has one.</summary>
internal static class ScopedContext
{
    /// <summary>The context of a scope.</summary>
    /// <exception cref="PdcBusException">It has none, or more than one; the message names the cure.</exception>
    public static DbContext Check(Type contextType, IServiceProvider scope)
    {
        var name = contextType.Name;
        if (scope.GetService(contextType) is not DbContext context)
        {
            throw new PdcBusException(
                $"{name} is not registered. Add it in Program.cs: builder.Services.AddDbContext<{name}>(…).");
        }

        return ReferenceEquals(context, scope.GetRequiredService(contextType)) ? context : throw new PdcBusException(
            $"{name} is registered as transient: each service of a request has one of its own, and events would follow " +
            "none of them. Register it as scoped, which AddDbContext does by itself.");
    }
}
