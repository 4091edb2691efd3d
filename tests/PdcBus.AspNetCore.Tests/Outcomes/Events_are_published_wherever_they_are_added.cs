using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

public sealed class Events_are_published_wherever_they_are_added
{
    [Theory]
    [MemberData(nameof(Styles.Both), MemberType = typeof(Styles))]
    public async Task In_a_service_of_a_service(string style)
    {
        await using var app = await TestApp.RunAsync(
            http =>
            {
                http.RequestServices.GetRequiredService<Outer>().Work();
                return Task.FromResult<object?>("done");
            },
            services => services.AddScoped<Inner>().AddTransient<Outer>());

        using var response = await app.PostAsync($"/{style}/run");

        Assert.Equal(["from the inner service", "from the outer service"], app.Outbox.What);
        Assert.Single(app.Outbox.Batches);
    }

    [Theory]
    [MemberData(nameof(Styles.Both), MemberType = typeof(Styles))]
    public async Task While_a_plain_value_streams_as_a_batch_of_their_own(string style)
    {
        await using var app = await TestApp.RunAsync(http =>
        {
            var events = http.RequestServices.GetBuffer();
            events.Add(new Happened("in the action"));
            return Task.FromResult<object?>(StreamAsync(events));
        });

        using var response = await app.PostAsync($"/{style}/run");

        Assert.Equal("[1,2]", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(
            [["in the action"], ["at 1", "at 2"]],
            app.Outbox.Batches.Select(b => b.Select(RecordingOutbox.WhatOf).ToArray()));
        Assert.Equal(["begin", "commit", "append", "append"], app.Journal.Lines);
    }

    [Theory]
    [MemberData(nameof(Styles.Both), MemberType = typeof(Styles))]
    public async Task While_a_result_writes_those_before_the_start_with_the_action(string style)
    {
        await using var app = await TestApp.RunAsync(http =>
        {
            var events = http.RequestServices.GetBuffer();
            events.Add(new Happened("in the action"));
            return Task.FromResult<object?>(TypedResults.Stream(async stream =>
            {
                events.Add(new Happened("before the start"));
                await stream.FlushAsync(http.RequestAborted);
                events.Add(new Happened("after the start"));
            }));
        });

        using var response = await app.PostAsync($"/{style}/run");
        await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            [["in the action", "before the start"], ["after the start"]],
            app.Outbox.Batches.Select(b => b.Select(RecordingOutbox.WhatOf).ToArray()));
    }

    [Theory]
    [MemberData(nameof(Styles.Both), MemberType = typeof(Styles))]
    public async Task But_not_after_the_endpoint_has_ended(string style)
    {
        Exception? refusal = null;
        await using var app = await TestApp.StartAsync(
            app =>
            {
                app.Use(async (http, next) =>
                {
                    await next(http);
                    refusal = Record.Exception(() => http.RequestServices.GetBuffer().Add(new Happened("too late")));
                });
                app.MapControllers();
                app.MapPost("/minimal/run", () => "done").PublishPdcEvents();
            },
            handler: _ => Task.FromResult<object?>("done"));

        using var response = await app.PostAsync($"/{style}/run");

        var message = Assert.IsType<InvalidOperationException>(refusal).Message;
        Assert.StartsWith("Happened was added after the request had ended", message);
        Assert.Empty(app.Outbox.Batches);
    }

    private static async IAsyncEnumerable<int> StreamAsync(IPdcEventBuffer events)
    {
        for (var i = 1; i <= 2; i++)
        {
            await Task.Yield();
            events.Add(new Happened($"at {i}"));
            yield return i;
        }
    }

    private sealed class Inner(IPdcEventBuffer events)
    {
        public void Work() => events.Add(new Happened("from the inner service"));
    }

    private sealed class Outer(Inner inner, IPdcEventBuffer events)
    {
        public void Work()
        {
            inner.Work();
            events.Add(new Happened("from the outer service"));
        }
    }
}
