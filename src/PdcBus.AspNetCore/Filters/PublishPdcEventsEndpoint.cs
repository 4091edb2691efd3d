using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace PdcBus;

/// <summary>
/// Tells <see cref="PdcRequest"/> what happens in a minimal-API endpoint. The wrapped request delegate spans binding,
/// handler and result; an endpoint filter opens the unit of work, and sees what the handler threw before the filters
/// around it do; the outermost filter sees the result before it runs.
/// </summary>
internal sealed class PublishPdcEventsEndpoint(RequestDelegate endpoint)
{
    public static void Apply(EndpointBuilder builder, PublishPdcEventsAttribute settings)
    {
        var first = !builder.Metadata.OfType<Applied>().Any();
        builder.Metadata.Add(settings);
        if (!first) return;

        var inner = builder.RequestDelegate ?? throw new InvalidOperationException(
            $"{builder.DisplayName} has no request delegate that .PublishPdcEvents() could wrap. " +
            "Its source has to set one before it runs the conventions.");
        builder.RequestDelegate = new PublishPdcEventsEndpoint(inner).InvokeAsync;
        builder.Metadata.Add(new Applied());

        // Without filters around it one filter does both.
        var outermost = builder.FilterFactories.Count == 0;
        if (!outermost) builder.FilterFactories.Insert(0, (_, next) => context => DecideAsync(context, next));
        builder.FilterFactories.Add((_, next) =>
        {
            // Filters are made when every convention has run: the last settings are the most specific ones.
            var transaction = builder.Metadata.OfType<PublishPdcEventsAttribute>().Last().Transaction;
            return context => RunAsync(context, next, transaction, outermost);
        });
    }

    private async Task InvokeAsync(HttpContext http)
    {
        PdcRequest? request;
        try
        {
            request = PdcRequest.Open(http);
        }
        catch (PdcOutboxFullException)
        {
            await new OutboxFullResult().ExecuteAsync(http);
            return;
        }

        if (request is null)
        {
            await endpoint(http);
            return;
        }

        http.Features.Set(request);
        try
        {
            await endpoint(http);
        }
        catch (Exception thrown)
        {
            await request.CompleteAsync(thrown);
            throw;
        }
        finally
        {
            // The endpoint may run again in the same context.
            http.Features.Set<PdcRequest>(null);
        }

        await request.CompleteAsync(null);
    }

    private static async ValueTask<object?> DecideAsync(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        if (context.HttpContext.Features.Get<PdcRequest>() is { } request) await request.DecideBeforeAsync(result);
        return result;
    }

    private static async ValueTask<object?> RunAsync(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next,
        PdcTransaction transaction,
        bool outermost)
    {
        var request = context.HttpContext.Features.Get<PdcRequest>();
        if (request is null) return await next(context);

        // With such a status (parameters that do not bind) the framework passes the handler over.
        var runs = context.HttpContext.Response.StatusCode < StatusCodes.Status400BadRequest;
        if (runs) await request.BeginAsync(transaction);

        object? result;
        try
        {
            result = await next(context);
        }
        catch (Exception thrown)
        {
            await request.ThrewAsync(thrown);
            throw;
        }

        if (outermost) await request.DecideBeforeAsync(result);
        return result;
    }

    /// <summary>Marks an endpoint that has the wrapper and the filters.</summary>
    private sealed class Applied;
}
