using System.Diagnostics;

namespace PdcBus;

/// <summary>One endpoint with and without the filter, on Kestrel, over loopback; the messenger takes and drops.</summary>
internal sealed class RequestBenchmark : IBenchmark
{
    private const int Requests = 20_000;
    private const int Clients = 8;

    public string Name => "request";

    public string Question =>
        "what does [PublishPdcEvents] with one event add to a request? (aim: 0.97 of the requests per second)";

    public async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        await using var app = Build();
        await app.StartAsync(cancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        // Each style against itself without the filter: a controller is no measure for a minimal API.
        foreach (var style in Variants.Chunk(Variants.Length / 2))
        {
            var rounds = new Rounds("requests/s", 9);
            foreach (var (name, path) in style) rounds.Add(name, token => RequestsPerSecondAsync(client, path, token));
            await rounds.RunAsync(output, cancellationToken);
            await output.WriteLineAsync();
        }

        await output.WriteLineAsync("| variant | bytes allocated per request, client included |");
        await output.WriteLineAsync("|---|---|");
        foreach (var (name, path) in Variants)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await RequestsPerSecondAsync(client, path, cancellationToken);
            var bytes = (GC.GetTotalAllocatedBytes(precise: true) - before) / Requests;
            await output.WriteLineAsync($"| {name} | {bytes} |");
        }
    }

    private static readonly (string, string)[] Variants =
    [
        ("controller, no filter", "/mvc/plain"),
        ("controller, filter, no event", "/mvc/none"),
        ("controller, filter, one event", "/mvc/one"),
        ("minimal API, no filter", "/api/plain"),
        ("minimal API, filter, no event", "/api/none"),
        ("minimal API, filter, one event", "/api/one"),
    ];

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Configuration["PdcBus:Messenger"] = "none";
        builder.Configuration["PdcBus:Outbox:SoftLimit"] = "1000000";
        builder.Services.AddControllers().AddApplicationPart(typeof(RequestBenchmark).Assembly);
        builder.Services.AddPdcBus();
        var app = builder.Build();
        app.MapControllers();
        app.MapPost("/api/plain", () => TypedResults.Ok(Answer.Text));
        app.MapPost("/api/none", () => TypedResults.Ok(Answer.Text)).PublishPdcEvents();
        app.MapPost("/api/one", (IPdcEventBuffer events) =>
        {
            events.Add(Answer.Event);
            return TypedResults.Ok(Answer.Text);
        }).PublishPdcEvents();
        return app;
    }

    private static async Task<double> RequestsPerSecondAsync(
        HttpClient client, string path, CancellationToken cancellationToken)
    {
        var left = Requests;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                using var response = await client.PostAsync(new Uri(path, UriKind.Relative), null, cancellationToken);
                response.EnsureSuccessStatusCode();
            }
        }));
        return Requests / watch.Elapsed.TotalSeconds;
    }
}
