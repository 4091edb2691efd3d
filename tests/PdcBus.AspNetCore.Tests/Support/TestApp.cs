using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PdcBus;

/// <summary>An application with a recording outbox and a recording unit of work.</summary>
public sealed class TestApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestApp(WebApplication app)
    {
        _app = app;
        Client = app.Services.GetRequiredService<IServer>() is TestServer server
            ? server.CreateClient()
            : new HttpClient { BaseAddress = Address };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public RecordingOutbox Outbox => Services.GetRequiredService<RecordingOutbox>();

    public Journal Journal => Services.GetRequiredService<Journal>();

    /// <summary>What the ledger holds, oldest first.</summary>
    public IReadOnlyList<PdcLedgerDecision> Decisions =>
        [.. Services.GetRequiredService<IPdcLedger>().Decisions.Reverse()];

    /// <summary>The address of a Kestrel.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>An application that runs the handler at <c>/mvc/run</c> and <c>/minimal/run</c>.</summary>
    public static Task<TestApp> RunAsync(
        Handler handler, Action<IServiceCollection>? services = null, bool kestrel = false) =>
        StartAsync(
            app =>
            {
                app.MapControllers();
                app.Map("/minimal/run", (Delegate)handler).PublishPdcEvents();
            },
            services,
            kestrel: kestrel,
            handler: handler);

    /// <param name="map">Adds endpoints, and middleware before them.</param>
    /// <param name="services">Adds or replaces services.</param>
    /// <param name="mvc">Configures MVC.</param>
    /// <param name="kestrel">Whether the application listens on a real socket.</param>
    public static async Task<TestApp> StartAsync(
        Action<WebApplication> map,
        Action<IServiceCollection>? services = null,
        Action<MvcOptions>? mvc = null,
        bool kestrel = false,
        Handler? handler = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        if (kestrel) builder.WebHost.UseUrls("http://127.0.0.1:0");
        else builder.WebHost.UseTestServer();

        builder.Services.AddControllers(options => mvc?.Invoke(options));
        builder.Services.AddAuthentication(ForbiddingScheme.Name)
            .AddScheme<AuthenticationSchemeOptions, ForbiddingScheme>(ForbiddingScheme.Name, null);
        builder.Services.AddPdcBus();
        builder.Services.AddSingleton<Journal>();
        builder.Services.AddSingleton<RecordingOutbox>();
        builder.Services.AddSingleton<IOutbox>(p => p.GetRequiredService<RecordingOutbox>());
        builder.Services.AddScoped<IPdcUnitOfWork, RecordingUnitOfWork>();
        if (handler is not null) builder.Services.AddSingleton(handler);
        services?.Invoke(builder.Services);

        var app = builder.Build();
        app.Use(AnswerFailures);
        map(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestApp(app);
    }

    public Task<HttpResponseMessage> PostAsync(string path) =>
        Client.PostAsync(new Uri(path, UriKind.Relative), null, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    /// <summary>The test server throws at the client what the application threw; a real one answers 500.</summary>
    private static async Task AnswerFailures(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (Exception) when (!http.Response.HasStarted)
        {
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }
}
