using System.Threading.Channels;
using MassTransit;
using MassTransit.Transports.Fabric;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace PdcBus;

/// <summary>A messenger on a transport that it knows nothing about; MassTransit's in-memory one stands for all.</summary>
public sealed class AnyTransportTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Channel<ConsumeContext<Note>> _received = Channel.CreateUnbounded<ConsumeContext<Note>>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Message_InMemory_ReachesWhoSelectsItsTopic()
    {
        await using var messenger = Create(x => x.UsingInMemory((_, cfg) => Subscribe(cfg, "releases.*")));
        var wanted = Messages.Make("releases.changed", """{"text":"wanted"}""");

        await messenger.SendAsync(Messages.Make("compose", """{"text":"other"}"""), Token);
        await messenger.SendAsync(wanted, Token);

        var seen = await _received.Reader.ReadAsync(Token);
        Assert.Equal("wanted", seen.Message.Text);
        Assert.Equal(wanted.Id, seen.MessageId);
        Assert.Equal("application/json", seen.ReceiveContext.ContentType.ToString());
    }

    [Fact]
    public async Task Destination_ThatTheApplicationChooses_IsUsed()
    {
        await using var messenger = Create(
            x => x.UsingInMemory((_, cfg) => Subscribe(cfg, "#", "own.compose")),
            message => new Uri($"exchange:own.{message.Topic}?type=Topic"));

        await messenger.SendAsync(Messages.Make("compose", """{"text":"1"}"""), Token);

        Assert.Equal("1", (await _received.Reader.ReadAsync(Token)).Message.Text);
    }

    [Fact]
    public async Task Context_OfTheTransport_KnowsTheConfiguration()
    {
        string? seen = null;
        var services = Services(("Key", "value"));
        await using var messenger = MassTransitBuilderExtensions.Create(
            services,
            (x, application) => x.UsingInMemory((context, _) =>
                seen = context.GetRequiredService<IConfiguration>()["Key"]
                    + application.GetRequiredService<IConfiguration>()["Key"]),
            destination: null);

        Assert.Equal("valuevalue", seen);
    }

    [Fact]
    public void Messenger_WithoutATransport_SaysWhatToCall()
    {
        var error = Assert.Throws<PdcBusException>(() => Create(_ => { }));

        Assert.Contains("x => x.UsingInMemory()", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ThatFails_IsUnreachableAndTriedAgain()
    {
        var gate = new Gate { Error = new InvalidOperationException("no licence") };
        await using var messenger = Create(x => UseGate(x, gate));

        var error = await FailureOfAsync(messenger);

        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);
        Assert.Contains("loopback://localhost/: no licence", error.Message, StringComparison.Ordinal);
        gate.Error = null;
        await messenger.SendAsync(Messages.Make(), Token);
    }

    [Fact]
    public async Task Start_ThatTakesLong_IsUnreachableAndGoesOn()
    {
        var gate = new Gate { Opened = new TaskCompletionSource() };
        await using var messenger = Create(x => UseGate(x, gate));
        var send = messenger.SendAsync(Messages.Make(), Token);
        await gate.Reached.Task.WaitAsync(Token);

        await AdvanceAsync(MassTransitMessenger.ConnectTimeout, send);

        var error = await Assert.ThrowsAsync<MessengerException>(() => send);
        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);
        Assert.Contains("has not connected to loopback://localhost/ within 4 s", error.Message, StringComparison.Ordinal);
        gate.Opened.SetResult();
        await messenger.SendAsync(Messages.Make(), Token);
        Assert.Equal(1, gate.Starts);
    }

    [Fact]
    public async Task Send_ThatGotNoTransportInTime_IsUnreachableAndNeverArrives()
    {
        var gate = new Gate { Opened = new TaskCompletionSource() };
        await using var messenger = Create(x => x.UsingInMemory((_, cfg) =>
        {
            Subscribe(cfg, "#");
            cfg.ConfigureSend(pipe => pipe.UseExecuteAsync(_ => gate.PassAsync()));
        }));
        var send = messenger.SendAsync(Messages.Make(body: """{"text":"late"}"""), Token);
        await gate.Reached.Task.WaitAsync(Token);

        await AdvanceAsync(MassTransitMessenger.ConfirmTimeout, send);

        var error = await Assert.ThrowsAsync<MessengerException>(() => send);
        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);
        gate.Opened.SetResult();
        await messenger.SendAsync(Messages.Make(body: """{"text":"next"}"""), Token);
        Assert.Equal("next", (await _received.Reader.ReadAsync(Token)).Message.Text);
    }

    [Fact]
    public async Task FirstMessage_OfAConnection_GoesAlone()
    {
        var gate = new Gate { Opened = new TaskCompletionSource() };
        await using var messenger = Create(x => x.UsingInMemory((_, cfg) =>
            cfg.ConfigureSend(pipe => pipe.UseExecuteAsync(_ => gate.PassAsync()))));
        var first = messenger.SendAsync(Messages.Make(), Token);
        await gate.Reached.Task.WaitAsync(Token);

        var second = messenger.SendAsync(Messages.Make(), Token);

        Assert.Equal(1, gate.Passes);
        gate.Opened.SetResult();
        await first;
        await second;
        Assert.Equal(2, gate.Passes);
    }

    [Fact]
    public async Task Messages_AfterTheFirst_DoNotWaitForEachOther()
    {
        var gate = new Gate();
        await using var messenger = Create(x => x.UsingInMemory((_, cfg) =>
            cfg.ConfigureSend(pipe => pipe.UseExecuteAsync(_ => gate.PassAsync()))));
        await messenger.SendAsync(Messages.Make(), Token);
        gate.Opened = new TaskCompletionSource();

        var sends = Messages.Numbered(3).Select(m => messenger.SendAsync(m, Token)).ToList();

        await Eventually.IsTrueAsync(() => gate.Passes == 4, TimeSpan.FromSeconds(5), Token);
        Assert.All(sends, send => Assert.False(send.IsCompleted));
        gate.Opened.SetResult();
        await Task.WhenAll(sends);
    }

    [Fact]
    public async Task Send_ThatTheTransportRefuses_IsRefused()
    {
        await using var messenger = Create(x => x.UsingInMemory((_, cfg) =>
            cfg.ConfigureSend(pipe => pipe.UseExecute(_ => throw new InvalidOperationException("not today")))));

        var error = await FailureOfAsync(messenger);

        Assert.Equal(MessengerErrorKind.Refused, error.Kind);
        Assert.Contains("not today", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_WhileTheBusStarts_DoesNotHang()
    {
        var gate = new Gate { Opened = new TaskCompletionSource() };
        var messenger = Create(x => UseGate(x, gate));
        using var cancellation = new CancellationTokenSource();
        var send = messenger.SendAsync(Messages.Make(), cancellation.Token);
        await gate.Reached.Task.WaitAsync(Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => send);

        var disposal = messenger.DisposeAsync().AsTask();

        await AdvanceAsync(TimeSpan.FromSeconds(5), disposal);
        await disposal.WaitAsync(Token);
    }

    /// <summary>Advances the clock again and again: what waits for it may not have begun to wait.</summary>
    private Task AdvanceAsync(TimeSpan time, Task waiting) => Eventually.IsTrueAsync(
        () =>
        {
            _clock.Advance(time);
            return waiting.IsCompleted;
        },
        TimeSpan.FromSeconds(5),
        Token);

    private static async Task<MessengerException> FailureOfAsync(MassTransitMessenger messenger) =>
        await Assert.ThrowsAsync<MessengerException>(() => messenger.SendAsync(Messages.Make(), Token));

    private MassTransitMessenger Create(
        Action<IBusRegistrationConfigurator> configure, Func<PdcMessage, Uri>? destination = null) =>
        MassTransitBuilderExtensions.Create(Services(), (x, _) => configure(x), destination);

    private ServiceProvider Services(params (string Key, string Value)[] settings) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value)))
            .Build())
        .AddSingleton<TimeProvider>(_clock)
        .AddOptions()
        .BuildServiceProvider();

    private void Subscribe(IInMemoryBusFactoryConfigurator cfg, string routingKey, string exchange = "pdc") =>
        cfg.ReceiveEndpoint("notes", endpoint =>
        {
            endpoint.ConfigureConsumeTopology = false;
            endpoint.UseRawJsonDeserializer(isDefault: true);
            endpoint.Bind(exchange, ExchangeType.Topic, routingKey);
            endpoint.Handler<Note>(context => _received.Writer.WriteAsync(context).AsTask());
        });

    private static void UseGate(IBusRegistrationConfigurator bus, Gate gate)
    {
        bus.AddBusObserver(_ => gate);
        bus.UsingInMemory();
    }

    public sealed record Note(string Text);

    /// <summary>Holds a bus up while it starts, or a message while it is sent.</summary>
    private sealed class Gate : IBusObserver
    {
        private int _passes;

        public TaskCompletionSource Reached { get; } = new();

        public TaskCompletionSource? Opened { get; set; }

        public Exception? Error { get; set; }

        public int Starts { get; private set; }

        public int Passes => Volatile.Read(ref _passes);

        public Task PassAsync()
        {
            Interlocked.Increment(ref _passes);
            Reached.TrySetResult();
            return Opened?.Task ?? Task.CompletedTask;
        }

        public Task PreStart(IBus bus)
        {
            Starts++;
            return Error is null ? PassAsync() : Task.FromException(Error);
        }

        public void PostCreate(IBus bus)
        {
        }

        public void CreateFaulted(Exception exception)
        {
        }

        public Task PostStart(IBus bus, Task<BusReady> busReady) => Task.CompletedTask;

        public Task StartFaulted(IBus bus, Exception exception) => Task.CompletedTask;

        public Task PreStop(IBus bus) => Task.CompletedTask;

        public Task PostStop(IBus bus) => Task.CompletedTask;

        public Task StopFaulted(IBus bus, Exception exception) => Task.CompletedTask;
    }
}
