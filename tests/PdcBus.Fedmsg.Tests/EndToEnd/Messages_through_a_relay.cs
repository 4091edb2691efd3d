using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace PdcBus.Fedmsg.Tests;

public sealed class Messages_through_a_relay
{
    private const int Count = 5000;

    private static readonly DateOnly Day = new(2026, 3, 8);

    [Fact]
    public async Task Five_thousand_are_signed_and_accepted_and_none_is_missing_after_a_graceful_stop()
    {
        using var site = new Site();
        var (relay, consumer, inner) = await Site.StartRelayAsync(site.AuthorityFile);
        await using var _ = relay;
        await using var __ = consumer;
        using var application = await site.StartApplicationAsync(inner);

        var ids = await Site.PublishAsync(
            application, Enumerable.Range(1, Count).Select(i => new ComposeCreated($"TP-1.0-{i}", Day, "nightly", i)));
        await application.StopAsync(TestContext.Current.CancellationToken);
        Assert.All(
            application.Services.GetRequiredService<IPdcLedger>().Outcomes,
            outcome => Assert.Equal(
                (PdcOutcome.Sent, "best effort: this bus confirms nothing"), (outcome.Outcome, outcome.Detail)));
        // The messenger is disposed with the application's services: what is under way goes out now.
        await ((IAsyncDisposable)application).DisposeAsync();

        var lines = new List<ConsumerLine>(Count);
        while (lines.Count < Count) lines.Add(ConsumerLine.Parse(await consumer.LineAsync()));
        Assert.All(lines, line => Assert.Null(line.Flaw));
        Assert.Equal(ids.Select(id => id.ToString()), lines.Select(line => line.MessageId!["2026-".Length..]));
        Assert.Equal(Enumerable.Range(1, Count).Select(i => (long?)i), lines.Select(line => line.Number));
        Assert.Equal([$"passed {Count}"], await relay.EndAsync());
        Assert.Empty(await consumer.EndAsync());
    }

    [Fact]
    public async Task They_wait_in_the_outbox_while_the_relay_is_away()
    {
        using var site = new Site();
        var (relay, consumer, inner) = await Site.StartRelayAsync(site.AuthorityFile);
        using var application = await site.StartApplicationAsync(inner);
        await Site.PublishAsync(application, [new ComposeDeleted("before")]);
        Assert.Equal(1, ConsumerLine.Parse(await consumer.LineAsync()).Number);
        await relay.KillAsync();
        await relay.DisposeAsync();
        await consumer.DisposeAsync();
        var unnoticed = await ProbeUntilUnreachableAsync(application);

        var ids = await Site.PublishAsync(application, Enumerable.Range(1, 100).Select(i => new ComposeDeleted($"c-{i}")));
        (relay, consumer, _) = await Site.StartRelayAsync(site.AuthorityFile, inner);
        var lines = new List<ConsumerLine>();
        while (lines.Count < ids.Count)
        {
            var line = ConsumerLine.Parse(await consumer.LineAsync());
            if (!unnoticed.Contains(line.MessageId!["2026-".Length..])) lines.Add(line);
        }

        Assert.All(lines, line => Assert.Null(line.Flaw));
        Assert.Equal(ids.Select(id => id.ToString()), lines.Select(line => line.MessageId!["2026-".Length..]));
        await relay.DisposeAsync();
        await consumer.DisposeAsync();
    }

    [Fact]
    public async Task An_application_whose_key_is_not_that_of_its_certificate_does_not_start()
    {
        using var site = new Site();
        using var other = new Site();

        var error = await Assert.ThrowsAsync<PdcBusException>(
            () => site.StartApplicationAsync("tcp://127.0.0.1:2003", other.KeyFile));

        Assert.StartsWith(
            $"PdcBus:Fedmsg:KeyFile is '{other.KeyFile}', which holds the key of another certificate",
            error.Message,
            StringComparison.Ordinal);
    }

    /// <summary>
    /// Publishes until the loss is known: what went out before was handed to a connection that nobody knew to be dead,
    /// and the last one is still on its way.
    /// </summary>
    private static async Task<HashSet<string>> ProbeUntilUnreachableAsync(IHost application)
    {
        var probes = new HashSet<string>();
        var health = application.Services.GetRequiredService<HealthCheckService>();
        await Eventually.IsTrueAsync(
            async () =>
            {
                var report = await health.CheckHealthAsync(TestContext.Current.CancellationToken);
                var isKnown = report.Entries.Values.Single().Description!.StartsWith("fedmsg is unreachable", StringComparison.Ordinal);
                if (!isKnown) probes.Add($"{Assert.Single(await Site.PublishAsync(application, [new ComposeDeleted("probe")]))}");
                return isKnown;
            },
            TimeSpan.FromSeconds(60),
            TestContext.Current.CancellationToken);
        return probes;
    }
}
