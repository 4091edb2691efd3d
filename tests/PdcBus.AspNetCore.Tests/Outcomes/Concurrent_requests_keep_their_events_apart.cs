using Microsoft.AspNetCore.Http;

namespace PdcBus;

public sealed class Concurrent_requests_keep_their_events_apart
{
    [Theory]
    [MemberData(nameof(Styles.Both), MemberType = typeof(Styles))]
    public async Task Each_in_a_batch_with_its_own_author(string style)
    {
        using var meeting = new Barrier(2);
        await using var app = await TestApp.RunAsync(async http =>
        {
            var who = http.Request.Headers["X-User"].ToString();
            var events = http.RequestServices.GetBuffer();
            for (var i = 1; i <= 3; i++)
            {
                // Both are in their action, and take turns.
                await Task.Run(() => meeting.SignalAndWait(http.RequestAborted), http.RequestAborted);
                events.Add(new Happened($"{who} {i}"));
            }

            return who == "alice" ? "done" : Results.Conflict();
        });

        await Task.WhenAll(SendAsync(app, style, "alice"), SendAsync(app, style, "bob"));

        var batch = Assert.Single(app.Outbox.Batches);
        Assert.Equal(["alice 1", "alice 2", "alice 3"], batch.Select(RecordingOutbox.WhatOf));
        Assert.All(batch, m => Assert.Equal("alice", m.Headers[PdcHeaders.Author]));
        Assert.Equal(
            [DiscardReason.None, DiscardReason.Status], app.Decisions.Select(d => d.Decision.Reason).Order());
        Assert.All(app.Decisions, d => Assert.Equal(3, d.Events.Count));
    }

    private static async Task SendAsync(TestApp app, string style, string who)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/{style}/run");
        request.Headers.Add("X-User", who);
        using var response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
