using Microsoft.AspNetCore.Authentication;

namespace PdcBus.Sample;

internal static class TokenExtensions
{
    /// <summary>Users are known by the tokens of <c>Sample:Tokens</c>.</summary>
    public static IServiceCollection AddTokenAuthentication(this IServiceCollection services)
    {
        services
            .AddAuthentication(TokenHandler.SchemeName)
            .AddScheme<TokenOptions, TokenHandler>(TokenHandler.SchemeName, configureOptions: null);
        services.AddOptions<TokenOptions>(TokenHandler.SchemeName).BindConfiguration("Sample");
        return services;
    }

    /// <summary>Anybody may come in, but nobody with a wrong token: 401.</summary>
    public static IApplicationBuilder UseTokenAuthentication(this IApplicationBuilder app) => app
        .UseAuthentication()
        .Use(static async (context, next) =>
        {
            if ((await context.AuthenticateAsync()).Failure is null) await next(context);
            else await context.ChallengeAsync();
        });
}
