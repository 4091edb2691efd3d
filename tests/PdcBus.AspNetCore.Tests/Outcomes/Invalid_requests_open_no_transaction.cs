using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

public sealed class Invalid_requests_open_no_transaction
{
    [Fact]
    public async Task If_the_model_of_a_controller_is_invalid() => await AssertAsync(
        await TestApp.StartAsync(app => app.MapControllers()), "/plain/validated", new { });

    [Fact]
    public async Task If_the_body_of_a_handler_is_invalid() => await AssertAsync(
        await TestApp.StartAsync(
            app => app.MapPost("/run", (Order order, IPdcEventBuffer events) => Happen(events, order.Count))
                .PublishPdcEvents(),
            AddValidation),
        "/run",
        new { Count = 0 });

    [Fact]
    public async Task If_a_parameter_of_a_handler_does_not_bind() => await AssertAsync(
        await TestApp.StartAsync(
            app => app.MapPost("/run", (int count, IPdcEventBuffer events) => Happen(events, count))
                .PublishPdcEvents()),
        "/run?count=many",
        new { });

    [Fact]
    public async Task Unless_they_are_valid()
    {
        await using var app = await TestApp.StartAsync(
            app => app.MapPost("/run", (Order order, IPdcEventBuffer events) => Happen(events, order.Count))
                .PublishPdcEvents(),
            AddValidation);

        using var response = await app.Client.PostAsJsonAsync(
            "/run", new { Count = 5 }, TestContext.Current.CancellationToken);

        response.EnsureSuccessStatusCode();
        Assert.Equal(["begin", "commit", "append"], app.Journal.Lines);
    }

    // The generator behind it wants to find one call.
    private static void AddValidation(IServiceCollection services) => services.AddValidation();

    private static string Happen(IPdcEventBuffer events, int count)
    {
        events.Add(new Happened("it"));
        return $"{count}";
    }

    private static async Task AssertAsync(TestApp app, string path, object body)
    {
        await using (app)
        {
            using var response = await app.Client.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);

            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Empty(app.Journal.Lines);
            Assert.All(app.Decisions, d => Assert.Empty(d.Events));
        }
    }

    public sealed record Order([Range(1, 9)] int Count);
}
