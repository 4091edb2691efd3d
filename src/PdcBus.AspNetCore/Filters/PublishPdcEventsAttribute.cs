using Microsoft.AspNetCore.Mvc.Filters;

namespace PdcBus;

/// <summary>
/// Publishes the events of a controller's actions if the request succeeds. Stands on a controller or a base class,
/// on an action, or in <c>MvcOptions.Filters</c> for all of them; where it stands more than once, the settings of the
/// most specific place hold, and it acts once. On a Razor page it stands on the page model.
/// </summary>
/// <remarks>
/// The unit of work is opened after model validation and around every action filter of the default order. On a
/// minimal-API handler the attribute alone does nothing: there it is
/// <see cref="PublishPdcEventsEndpointExtensions.PublishPdcEvents"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class PublishPdcEventsAttribute : Attribute, IFilterFactory, IOrderedFilter
{
    /// <summary>
    /// Whether a request that may write (every method but GET, HEAD and OPTIONS) runs inside the application's
    /// <see cref="IPdcUnitOfWork"/>. The default is <see cref="PdcTransaction.Required"/>.
    /// </summary>
    public PdcTransaction Transaction { get; set; }

    // Inside the answer to an invalid model (-2000), so that it opens no transaction; outside the filters of the
    // application, which are 0 unless they say otherwise, so that what they write is part of the transaction.
    int IOrderedFilter.Order => -1000;

    bool IFilterFactory.IsReusable => false;

    IFilterMetadata IFilterFactory.CreateInstance(IServiceProvider serviceProvider) =>
        new PublishPdcEventsFilter(Transaction);
}
