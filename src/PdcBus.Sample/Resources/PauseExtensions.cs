namespace PdcBus.Sample;

internal static class PauseExtensions
{
    /// <summary>Saves announce nothing: what the endpoints do is announced as a whole, or not at all.</summary>
    public static TBuilder PauseResourceEvents<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter(async (context, next) =>
        {
            using var pause = context.HttpContext.RequestServices.GetRequiredService<IPdcResourceEvents>().Pause();
            return await next(context);
        });
}
