using System.Net;
using System.Text;

namespace PdcBus;

/// <summary>What the contracts of messengers share.</summary>
public abstract class MessengerContractBase<TSubject> : IAsyncLifetime
    where TSubject : MessengerSubject, new()
{
    /// <summary>How long anything may take that does not wait for a broker to start.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The messenger and its broker.</summary>
    protected TSubject Subject { get; } = new();

    /// <summary>The token of the running test.</summary>
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <inheritdoc />
    public async ValueTask InitializeAsync() => await Subject.InitializeAsync(Token);

    /// <inheritdoc />
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Subject.DisposeAsync();
    }

    /// <summary>A subscriber for all that is sent from now on.</summary>
    protected Task<IBusSubscriber> SubscribeAsync() => Subject.SubscribeAsync(Token);

    /// <summary>An application with the messenger; without a place, at the broker itself.</summary>
    protected MessengerBench Bench(MessengerPlace? place = null) => new(Subject.Add, Subject.Settings(place ?? At(Subject.Server)));

    /// <summary>These servers, as the user who may do everything.</summary>
    protected MessengerPlace At(params IReadOnlyList<DnsEndPoint> servers) => new(servers) { User = Subject.User };

    /// <summary>A message whose body is this text.</summary>
    protected static PdcMessage Message(string body) => TestMessage.Of("compose", body);

    /// <summary>The bodies of the next messages, as text.</summary>
    protected static async Task<List<string>> BodiesAsync(IBusSubscriber subscriber, int count)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        var bodies = new List<string>();
        while (bodies.Count < count)
        {
            bodies.Add(Encoding.UTF8.GetString((await subscriber.ReceiveAsync(Token).WaitAsync(Patience, Token)).Body));
        }

        return bodies;
    }

    /// <summary>Sends one message, which has to fail in one of these kinds, and say so in a sentence.</summary>
    protected static async Task<MessengerException> FailAsync(MessengerBench bench, params MessengerErrorKind[] kinds)
    {
        ArgumentNullException.ThrowIfNull(bench);
        var error = await Assert.ThrowsAsync<MessengerException>(
            () => bench.Messenger.SendAsync(Message("fails"), Token).WaitAsync(Patience, Token));
        Assert.True(kinds.Contains(error.Kind), $"It is {error.Kind}: {error}");
        Assert.InRange(error.Message.Length, 10, 2000);
        return error;
    }

    /// <summary>Sends again and again, as the relay does, until the bus confirms.</summary>
    protected static async Task SendUntilConfirmedAsync(MessengerBench bench, PdcMessage message)
    {
        ArgumentNullException.ThrowIfNull(bench);
        await Eventually.IsTrueAsync(
            async () =>
            {
                try
                {
                    using var probe = CancellationTokenSource.CreateLinkedTokenSource(Token);
                    probe.CancelAfter(TimeSpan.FromSeconds(10));
                    await bench.Messenger.SendAsync(message, probe.Token);
                    return true;
                }
                catch (Exception error) when (error is MessengerException or OperationCanceledException)
                {
                    Token.ThrowIfCancellationRequested();
                    return false;
                }
            },
            Patience,
            Token);
    }
}
