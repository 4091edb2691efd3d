using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace PdcBus;

/// <summary>A STOMP messenger on a clock that tests move.</summary>
internal sealed class StompBench : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Small, so that on a busy machine real sockets keep up with a clock that runs ahead of them.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    public StompBench(params string[] urls)
        : this(_ => { }, urls)
    {
    }

    public StompBench(Action<StompOptions> configure, params string[] urls)
    {
        var options = new StompOptions { HeartBeat = TimeSpan.Zero };
        foreach (var url in urls) options.Urls.Add(url);
        configure(options);
        var section = new PdcBusSection(new ConfigurationBuilder().Build().GetSection(PdcBusSection.DefaultName));
        var validator = new StompOptionsValidator(section);
        Assert.Null(validator.Validate(null, options).FailureMessage);
        Messenger = new StompMessenger(Options.Create(options), section, Clock, Logs.For<StompMessenger>());
    }

    public FakeTimeProvider Clock { get; } = new();

    public CollectedLogs Logs { get; } = new();

    public StompMessenger Messenger { get; }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public Task SendAsync(string topic = "compose", string body = "{}") =>
        Messenger.SendAsync(TestMessage.Of(topic, body), CancellationToken.None);

    /// <summary>Sends that have to succeed, soon.</summary>
    public static Task SucceedAsync(params IEnumerable<Task> sends) => Task.WhenAll(sends).WaitAsync(Patience, Token);

    /// <summary>A send that has to fail, soon.</summary>
    public static Task<MessengerException> FailAsync(Task send) =>
        Assert.ThrowsAsync<MessengerException>(() => send.WaitAsync(Patience, Token));

    /// <summary>A send that has to fail before so much time has passed on the messenger's clock.</summary>
    public async Task<MessengerException> FailWithinAsync(Task send, TimeSpan limit)
    {
        await EndWithinAsync(send, limit);
        return await FailAsync(send);
    }

    /// <summary>A send that has to succeed before so much time has passed on the messenger's clock.</summary>
    public async Task SucceedWithinAsync(Task send, TimeSpan limit)
    {
        await EndWithinAsync(send, limit);
        await send;
    }

    /// <summary>Moves the clock in small steps until a send ends, as time would.</summary>
    private Task EndWithinAsync(Task send, TimeSpan limit)
    {
        var start = Clock.GetTimestamp();
        return Eventually.IsTrueAsync(
            () =>
            {
                if (send.IsCompleted) return true;
                Assert.True(Clock.GetElapsedTime(start) <= limit, $"The send has not ended within {limit}.");
                Clock.Advance(Step);
                return false;
            },
            Patience,
            Token);
    }

    /// <summary>Closing gives what is under way some time, which passes only if the clock is moved.</summary>
    public async ValueTask DisposeAsync()
    {
        var closing = Messenger.DisposeAsync().AsTask();
        await Eventually.IsTrueAsync(
            () =>
            {
                if (!closing.IsCompleted) Clock.Advance(Step);
                return closing.IsCompleted;
            },
            Patience,
            CancellationToken.None);
        await closing;
    }
}
