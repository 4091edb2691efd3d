using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;

namespace PdcBus;

/// <summary>Publishes the events of minimal-API endpoints.</summary>
public static class PublishPdcEventsEndpointExtensions
{
    private const string NotForActions =
        ".PublishPdcEvents() is for minimal-API endpoints; controllers and Razor pages publish by a filter. " +
        "Put [PublishPdcEvents] on the controller, the action or the page model, or for all of them write " +
        "builder.Services.AddControllers(options => options.Filters.Add(new PublishPdcEventsAttribute())).";

    /// <summary>
    /// Publishes the events of an endpoint, or of every endpoint of a group, if the request succeeds. Where a group
    /// and an endpoint of it both do, the settings of the endpoint hold, and it acts once.
    /// </summary>
    /// <remarks>
    /// The unit of work is opened where this call stands among the calls of <c>AddEndpointFilter</c>: filters that
    /// were added before run outside of it, those added later inside.
    /// </remarks>
    /// <param name="builder">What <c>MapPost</c>, <c>MapGroup</c> and the like return.</param>
    /// <param name="transaction">
    /// Whether a request that may write (every method but GET, HEAD and OPTIONS) runs inside the application's
    /// <see cref="IPdcUnitOfWork"/>. The default is <see cref="PdcTransaction.Required"/>.
    /// </param>
    /// <exception cref="InvalidOperationException">The endpoint is a controller's action or a Razor page.</exception>
    public static TBuilder PublishPdcEvents<TBuilder>(
        this TBuilder builder, PdcTransaction transaction = PdcTransaction.Required)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder is ControllerActionEndpointConventionBuilder or PageActionEndpointConventionBuilder)
            throw new InvalidOperationException(NotForActions);

        var settings = new PublishPdcEventsAttribute { Transaction = transaction };
        builder.Add(endpoint => PublishPdcEventsEndpoint.Apply(endpoint, settings));

        // Only now does a group know whether it holds actions.
        if (builder is RouteGroupBuilder) builder.Finally(ThrowForActions);
        return builder;
    }

    private static void ThrowForActions(EndpointBuilder endpoint)
    {
        if (endpoint.Metadata.OfType<ActionDescriptor>().FirstOrDefault() is { } action)
            throw new InvalidOperationException($"{NotForActions} The action is {action.DisplayName}.");
    }
}
