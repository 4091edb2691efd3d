namespace PdcBus.Sample;

internal static class ErrorExtensions
{
    /// <summary>Every error is answered as <c>application/problem+json</c> with a detail.</summary>
    public static IServiceCollection AddErrors(this IServiceCollection services)
    {
        services.AddProblemDetails(options => options.CustomizeProblemDetails = problem =>
        {
            // Controllers spell it otherwise than endpoints do.
            var extensions = problem.ProblemDetails.Extensions;
            if (extensions.Remove("traceId", out var id)) extensions["trace_id"] = id;
        });
        services.AddExceptionHandler<RequestExceptionHandler>();
        // A body that cannot be read is answered in our words too.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        return services;
    }

    public static IApplicationBuilder UseErrors(this IApplicationBuilder app) => app
        .UseExceptionHandler()
        .UseStatusCodePages();
}
