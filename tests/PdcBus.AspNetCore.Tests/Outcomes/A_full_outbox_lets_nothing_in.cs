using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

public sealed class A_full_outbox_lets_nothing_in
{
    [Theory]
    [InlineData("mvc", "POST")]
    [InlineData("mvc", "DELETE")]
    [InlineData("minimal", "POST")]
    [InlineData("minimal", "DELETE")]
    public async Task That_may_write(string style, string method)
    {
        await using var app = await StartAsync();
        app.Client.DefaultRequestHeaders.Accept.ParseAdd("text/html");

        using var request = new HttpRequestMessage(new HttpMethod(method), $"/{style}/run");
        using var response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), response.Headers.RetryAfter?.Delta);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<ProblemDetails>(TestContext.Current.CancellationToken);
        Assert.Equal(503, problem?.Status);
        Assert.Equal("The outbox takes nothing new.", problem?.Title);
        Assert.Equal(
            "What this request would publish cannot be stored now. Nothing was changed; try again later.",
            problem?.Detail);
        Assert.Empty(app.Journal.Lines);
        Assert.Equal(["POST /fill"], app.Decisions.Select(d => d.Source));
    }

    [Theory]
    [InlineData("mvc", "GET")]
    [InlineData("mvc", "HEAD")]
    [InlineData("mvc", "OPTIONS")]
    [InlineData("minimal", "GET")]
    [InlineData("minimal", "HEAD")]
    [InlineData("minimal", "OPTIONS")]
    public async Task But_those_that_only_read(string style, string method)
    {
        await using var app = await StartAsync();

        using var request = new HttpRequestMessage(new HttpMethod(method), $"/{style}/run");
        using var response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);

        response.EnsureSuccessStatusCode();
        Assert.Equal(["action"], app.Journal.Lines);
    }

    /// <summary>An application whose bus is away and whose outbox holds as much as it may.</summary>
    private static async Task<TestApp> StartAsync()
    {
        var app = await TestApp.StartAsync(
            app =>
            {
                app.MapControllers();
                app.Map("/minimal/run", (Delegate)Answer).PublishPdcEvents();
                app.MapPost("/fill", (IPdcEventBuffer events) => $"{events.Add(new Happened("it"))}")
                    .PublishPdcEvents(PdcTransaction.None);
            },
            services =>
            {
                services.Remove(services.Last(d => d.ServiceType == typeof(IOutbox)));
                services.AddPdcBus().AddMessenger("away", _ => new Away());
                services.Configure<OutboxOptions>(options => options.SoftLimit = 1);
            },
            handler: http => Task.FromResult<object?>(Answer(http)));
        using var filled = await app.PostAsync("/fill");
        filled.EnsureSuccessStatusCode();
        return app;
    }

    private static string Answer(HttpContext http)
    {
        http.RequestServices.GetJournal().Add("action");
        return "done";
    }

    private sealed class Away : IMessenger
    {
        public Task SendAsync(PdcMessage message, CancellationToken cancellationToken) =>
            throw new MessengerException(MessengerErrorKind.Unreachable, "The bus is away.");
    }
}
