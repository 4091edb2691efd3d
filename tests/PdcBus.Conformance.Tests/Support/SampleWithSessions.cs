using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace PdcBus.Conformance.Tests;

/// <summary>The sample for people who sign in, by <c>/sign-in/{user}</c>, and are known by a cookie from then on.</summary>
internal sealed class SampleWithSessions : SampleServer
{
    private const string Scheme = "Session";

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services =>
        {
            services.AddDataProtection().UseEphemeralDataProtectionProvider();
            services.AddAuthentication().AddCookie(Scheme);
            services.AddSingleton<IStartupFilter>(new Sessions());
        });
    }

    private sealed class Sessions : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app => next(app.Use(KnowAsync));

        private static async Task KnowAsync(HttpContext context, RequestDelegate next)
        {
            if (context.Request.Path.StartsWithSegments("/sign-in", out var user))
            {
                var name = new Claim(ClaimTypes.Name, user.Value!.Trim('/'));
                await context.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity([name], Scheme)));
                return;
            }

            if ((await context.AuthenticateAsync(Scheme)).Principal is { } known) context.User = known;
            await next(context);
        }
    }
}
