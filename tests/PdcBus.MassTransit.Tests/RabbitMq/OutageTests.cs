using System.Diagnostics;

namespace PdcBus;

/// <summary>RabbitMQ goes away in every way there is, and comes back; the messenger stays the same.</summary>
public sealed class OutageTests : RabbitMqTest
{

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Server.RequireControl();
    }

    [Fact]
    public async Task Server_KilledUnderLoad_LosesNothingThatWasConfirmed()
    {
        var queue = await DeclareQueueAsync();
        var messenger = CreateMessenger();
        var confirmed = new HashSet<string>();
        var errors = new List<MessengerException>();
        var stop = new TaskCompletionSource();
        var load = Task.WhenAll(Enumerable.Range(0, 64).Select(_ => PublishUntilAsync(stop.Task)));
        await Eventually.IsTrueAsync(() => CountOf(confirmed) > 2_000, Soon * 6, Token);

        await Server.KillAsync(Token);

        await Eventually.IsTrueAsync(() => CountOf(errors) > 64, Soon * 6, Token);
        stop.SetResult();
        await load;
        Assert.All(errors, e => Assert.True(
            e.Kind is MessengerErrorKind.InDoubt or MessengerErrorKind.Unreachable, e.ToString()));
        Assert.Contains(errors, e => e.Kind == MessengerErrorKind.InDoubt);
        await Server.StartAsync(Token);
        var last = Messages.Make();
        await SendSoonAsync(messenger, last);
        confirmed.Add(last.Id.ToString());
        Assert.Subset((await DrainAsync(queue)).ToHashSet(), confirmed);

        async Task PublishUntilAsync(Task stopped)
        {
            while (!stopped.IsCompleted)
            {
                var message = Messages.Make();
                try
                {
                    await messenger.SendAsync(message, Token);
                    lock (confirmed) confirmed.Add(message.Id.ToString());
                }
                catch (MessengerException error)
                {
                    lock (errors) errors.Add(error);
                }
            }
        }
    }

    [Fact]
    public async Task Server_RestartedThreeTimes_IsFoundAgainEachTime()
    {
        await DeclareQueueAsync();
        var messenger = CreateMessenger();
        for (var restart = 0; restart < 3; restart++)
        {
            await messenger.SendAsync(Messages.Make(), Token);
            await Server.KillAsync(Token);
            var watch = Stopwatch.StartNew();

            // The first may be what finds out that the connection is dead.
            var first = await FailureOfAsync(messenger, Messages.Make());
            var second = await FailureOfAsync(messenger, Messages.Make());

            Assert.True(first.Kind is MessengerErrorKind.Unreachable or MessengerErrorKind.InDoubt, first.ToString());
            Assert.Equal(MessengerErrorKind.Unreachable, second.Kind);
            Assert.True(watch.Elapsed < Soon, $"It took {watch.Elapsed}.");
            await Server.StartAsync(Token);
            await SendSoonAsync(messenger, Messages.Make());
        }
    }

    [Fact]
    public async Task Server_DownAtTheFirstSend_IsFoundWhenItComesUp()
    {
        await DeclareQueueAsync();
        await Server.KillAsync(Token);
        var messenger = CreateMessenger();
        var error = await FailureOfAsync(messenger, Messages.Make());
        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);

        await Server.StartAsync(Token);

        await SendSoonAsync(messenger, Messages.Make());
    }

    [Fact]
    public async Task Server_FrozenAndThawed_IsNoticedAndFoundAgain()
    {
        await DeclareQueueAsync();
        var messenger = CreateMessenger(confirmTimeout: TimeSpan.FromSeconds(4));
        await messenger.SendAsync(Messages.Make(), Token);
        await Server.FreezeAsync(Token);

        var inFlight = await FailureOfAsync(messenger, Messages.Make());
        var probe = await FailureOfAsync(messenger, Messages.Make());

        await Server.ThawAsync(Token);
        Assert.Equal(MessengerErrorKind.InDoubt, inFlight.Kind);
        Assert.Equal(MessengerErrorKind.Unreachable, probe.Kind);
        await SendSoonAsync(messenger, Messages.Make());
    }

    [Fact]
    public async Task Server_FrozenWhileTheCallerGivesUp_IsDistrusted()
    {
        await DeclareQueueAsync();
        var messenger = CreateMessenger();
        await messenger.SendAsync(Messages.Make(), Token);
        await Server.FreezeAsync(Token);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(4));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => messenger.SendAsync(Messages.Make(), patience.Token));

        var probe = await FailureOfAsync(messenger, Messages.Make());
        await Server.ThawAsync(Token);
        Assert.Equal(MessengerErrorKind.Unreachable, probe.Kind);
        Assert.Contains("did not answer", probe.Message, StringComparison.Ordinal);
        await SendSoonAsync(messenger, Messages.Make());
    }

    [Fact]
    public async Task Server_ThatBlocksPublishers_IsUnreachableUntilItTakesMessagesAgain()
    {
        await DeclareQueueAsync();
        var messenger = CreateMessenger(confirmTimeout: TimeSpan.FromSeconds(10));
        await messenger.SendAsync(Messages.Make(), Token);
        await Server.ControlAsync(["set_vm_memory_high_watermark", "0.000001"], Token);
        try
        {
            var first = await FailureOfAsync(messenger, Messages.Make());
            var watch = Stopwatch.StartNew();
            var second = await FailureOfAsync(messenger, Messages.Make());

            Assert.Equal(MessengerErrorKind.Unreachable, first.Kind);
            Assert.Equal(MessengerErrorKind.Unreachable, second.Kind);
            Assert.Contains("blocks publishers: low on memory", second.Message, StringComparison.Ordinal);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(9), $"It took {watch.Elapsed}.");
        }
        finally
        {
            await Server.ControlAsync(["set_vm_memory_high_watermark", "0.4"], CancellationToken.None);
        }

        await SendSoonAsync(messenger, Messages.Make());
    }

    [Fact]
    public async Task Cancellation_WithMessagesInFlight_EndsThemAtOnceAndSendsNothingLater()
    {
        var queue = await DeclareQueueAsync();
        var messenger = CreateMessenger();
        await messenger.SendAsync(Messages.Make(), Token);
        await Server.FreezeAsync(Token);
        using var cancellation = new CancellationTokenSource();
        var sends = Messages.Numbered(200).Select(m => messenger.SendAsync(m, cancellation.Token)).ToList();
        var watch = Stopwatch.StartNew();

        await cancellation.CancelAsync();

        foreach (var send in sends) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => send);
        Assert.True(watch.Elapsed < Soon, $"It took {watch.Elapsed}.");
        await Server.ThawAsync(Token);
        var last = Messages.Make();
        await SendSoonAsync(messenger, last);
        var seen = await DrainAsync(queue);
        Assert.Contains(last.Id.ToString(), seen);
        Assert.True(seen.Count <= 202);
    }

    private static int CountOf<T>(ICollection<T> shared)
    {
        lock (shared) return shared.Count;
    }

    /// <summary>As the relay does: one at a time until it is confirmed.</summary>
    private static async Task SendSoonAsync(MassTransitMessenger messenger, PdcMessage message)
    {
        MessengerException? last = null;
        try
        {
            await Eventually.IsTrueAsync(TrySendAsync, Soon * 2, Token);
        }
        catch (Exception) when (last is not null)
        {
            throw new InvalidOperationException($"RabbitMQ was not found again: {last.Message}", last);
        }

        async ValueTask<bool> TrySendAsync()
        {
            try
            {
                await messenger.SendAsync(message, Token);
                return true;
            }
            catch (MessengerException error)
            {
                last = error;
                return false;
            }
        }
    }
}
