using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace PdcBus.Fedmsg.Tests;

public sealed class FedmsgMessengerTests
{
    [Fact]
    public async Task Message_ToARelay_ArrivesInItsEnvelope()
    {
        using var relay = Subscriber.Bind();
        await using var rig = new MessengerRig(FedmsgMode.Connect, relay.Address);
        var message = MessengerRig.Message("""{"compose_id":"é","comment":null}""", "compose");

        await rig.SendAsync(message);

        var (topic, envelope) = relay.Receive();
        Assert.Equal("org.fedoraproject.dev.pdc.compose", topic);
        Assert.Equal(topic, envelope.Text("topic"));
        Assert.Equal("""{"comment":null,"compose_id":"\u00e9"}""", envelope.GetProperty("msg").GetRawText());
        Assert.Equal($"2026-{message.Id}", envelope.Text("msg_id"));
        Assert.Equal("1772971200", envelope.GetProperty("timestamp").GetRawText());
        Assert.Equal("1", envelope.GetProperty("i").GetRawText());
        Assert.Equal(Environment.UserName, envelope.Text("username"));
        Assert.Equal("x509", envelope.Text("crypto"));
        Assert.Equal(
            ["certificate", "crypto", "i", "msg", "msg_id", "signature", "timestamp", "topic", "username"],
            envelope.EnumerateObject().Select(p => p.Name));
        Assert.Equal(Expected(envelope), envelope.Text("signature"));
    }

    [Fact]
    public async Task Messages_HandedOverAtOnce_GoOutInOrder()
    {
        using var relay = Subscriber.Bind();
        await using var rig = new MessengerRig(FedmsgMode.Connect, relay.Address);

        await rig.SendAsync(MessengerRig.Message("""{"n":1}"""));
        await Task.WhenAll(Enumerable.Range(2, 499).Select(i => rig.SendOnceAsync(MessengerRig.Message($$"""{"n":{{i}}}"""))));

        for (var i = 1; i <= 500; i++)
        {
            var envelope = relay.Receive().Envelope;
            Assert.Equal((i, i), (envelope.GetProperty("i").GetInt32(), envelope.GetProperty("msg").GetProperty("n").GetInt32()));
        }
    }

    [Fact]
    public async Task Message_WhileTheRelayIsAway_IsUnreachableAndTakesNoNumber()
    {
        var address = MessengerRig.FreeAddress();
        await using var rig = new MessengerRig(FedmsgMode.Connect, address);

        var error = await rig.FailAsync();
        using var relay = Subscriber.Bind(address);
        await rig.SendAsync();

        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);
        Assert.StartsWith($"Nobody is subscribed at {address}: the relay is away", error.Message, StringComparison.Ordinal);
        Assert.Equal([1], relay.ReceiveNumbers(1));
    }

    [Fact]
    public async Task Relay_ThatGoesAndComesBack_MissesNothingThatWasTaken()
    {
        var address = MessengerRig.FreeAddress();
        await using var rig = new MessengerRig(FedmsgMode.Connect, address);
        using (var relay = Subscriber.Bind(address))
        {
            await rig.SendAsync();
            Assert.Equal([1], relay.ReceiveNumbers(1));
        }

        await Eventually.IsTrueAsync(
            async () => await rig.TrySendAsync() == MessengerErrorKind.Unreachable,
            TimeSpan.FromSeconds(60),
            TestContext.Current.CancellationToken);
        using var another = Subscriber.Bind(address);
        await rig.SendAsync();

        // What was sent before the loss was known is gone: numbers may be missing, but none comes twice.
        var number = another.ReceiveNumbers(1)[0];
        await rig.SendAsync();
        Assert.Equal([number + 1], another.ReceiveNumbers(1));
    }

    [Fact]
    public async Task Message_ToSeveralRelays_ReachesAllThatAreThere()
    {
        using var one = Subscriber.Bind();
        using var other = Subscriber.Bind();
        await using var rig = new MessengerRig(
            FedmsgMode.Connect, MessengerRig.FreeAddress(), one.Address, other.Address);

        // The first of them to be there is enough; the other one may join a moment later.
        await Eventually.IsTrueAsync(
            async () =>
            {
                await rig.SendAsync();
                return one.HasMessage() && other.HasMessage();
            },
            TimeSpan.FromSeconds(60),
            TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Message_WithoutARelayThatIsNotRequired_IsUnroutable()
    {
        await using var rig = new MessengerRig(o =>
        {
            o.Endpoints.Add(MessengerRig.FreeAddress());
            o.RequireSubscriber = false;
        });

        Assert.Equal(MessengerErrorKind.Unroutable, (await rig.FailAsync()).Kind);
    }

    [Fact]
    public async Task Relay_WhoseNameNobodyKnows_IsUnreachable()
    {
        await using var rig = new MessengerRig(FedmsgMode.Connect, "tcp://no-such-host.invalid:2003");

        var error = await rig.FailAsync();

        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);
        Assert.StartsWith(
            "No relay can be looked up: tcp://no-such-host.invalid:2003 (", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Relay_WhoseNameNobodyKnows_HoldsUpNoOther()
    {
        using var relay = Subscriber.Bind();
        await using var rig = new MessengerRig(FedmsgMode.Connect, "tcp://no-such-host.invalid:2003", relay.Address);

        await rig.SendAsync();

        Assert.Equal([1], relay.ReceiveNumbers(1));
        Assert.EndsWith(relay.Address + ". This bus confirms nothing: best effort.", Assert.Single(rig.Logs.Of(6011)), StringComparison.Ordinal);
        Assert.Contains("left out until they can: tcp://no-such-host.invalid:2003 (", Assert.Single(rig.Logs.Of(6014)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Relay_AwayForLong_IsLookedUpAgainAndSpokenOfOnce()
    {
        var address = MessengerRig.FreeAddress();
        var clock = new FakeTimeProvider(TestAuthority.Now);
        await using var rig = new MessengerRig(o => o.Endpoints.Add(address), clock);

        for (var i = 0; i < 10; i++)
        {
            var failing = rig.FailAsync();
            while (!failing.IsCompleted)
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                await Task.WhenAny(failing, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken));
            }

            Assert.Equal(MessengerErrorKind.Unreachable, (await failing).Kind);
            clock.Advance(TimeSpan.FromSeconds(31));
        }

        Assert.Single(rig.Logs.Of(6011));
        using var relay = Subscriber.Bind(address);
        await rig.SendAsync();
        Assert.Equal([1], relay.ReceiveNumbers(1));
    }

    [Fact]
    public async Task Publisher_ThatBinds_TakesTheFirstFreeEndpoint()
    {
        using var taken = Subscriber.Bind();
        var free = MessengerRig.FreeAddress();
        await using var rig = new MessengerRig(FedmsgMode.Bind, taken.Address, free);
        using var consumer = Subscriber.Connect(free, "org.fedoraproject.dev.pdc");

        await rig.SendAsync();

        Assert.Equal("org.fedoraproject.dev.pdc.compose", consumer.Receive().Topic);
        Assert.Contains(free, Assert.Single(rig.Logs.Of(6010)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publisher_WhoseEndpointsAreAllTaken_IsUnreachableAndSaysWhy()
    {
        using var one = Subscriber.Bind();
        using var other = Subscriber.Bind();
        await using var rig = new MessengerRig(FedmsgMode.Bind, one.Address, other.Address);

        var error = await rig.FailAsync();

        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);
        Assert.Contains(one.Address, error.Message, StringComparison.Ordinal);
        Assert.Contains(other.Address, error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Name more in PdcBus:Fedmsg:Endpoints, one for each process.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publisher_ThatBinds_HearsWhetherItsTopicIsSubscribed()
    {
        var address = MessengerRig.FreeAddress();
        await using var rig = new MessengerRig(FedmsgMode.Bind, address);
        using var consumer = Subscriber.Connect(address, "org.fedoraproject.dev.pdc.rpms");

        await rig.SendAsync(MessengerRig.Message(topic: "rpms"));
        var error = await rig.FailAsync(MessengerRig.Message(topic: "compose"));

        Assert.Equal((MessengerErrorKind.Unroutable, false), (error.Kind, error.Park));
        Assert.Equal("org.fedoraproject.dev.pdc.rpms", consumer.Receive().Topic);
    }

    [Fact]
    public async Task Publisher_ThatBindsAndRequiresASubscriber_WaitsForOneInTheOutbox()
    {
        var address = MessengerRig.FreeAddress();
        await using var rig = new MessengerRig(o =>
        {
            o.Mode = FedmsgMode.Bind;
            o.Endpoints.Add(address);
            o.RequireSubscriber = true;
        });
        Assert.Equal(MessengerErrorKind.Unreachable, (await rig.FailAsync()).Kind);
        using (var consumer = Subscriber.Connect(address))
        {
            await rig.SendAsync();
            Assert.Equal([1], consumer.ReceiveNumbers(1));
        }

        await Eventually.IsTrueAsync(
            async () => await rig.TrySendAsync() == MessengerErrorKind.Unreachable,
            TimeSpan.FromSeconds(60),
            TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Body_ThatTheFormatCannotCarry_IsRefusedBeforeAnythingIsSent()
    {
        using var relay = Subscriber.Bind();
        await using var rig = new MessengerRig(FedmsgMode.Connect, relay.Address);

        var error = await rig.FailAsync(MessengerRig.Message("""{"images":[{"size":1e999}]}"""));
        await rig.SendAsync();

        Assert.Equal(MessengerErrorKind.Invalid, error.Kind);
        Assert.StartsWith("fedmsg cannot carry the body: $.images[0].size is not finite", error.Message, StringComparison.Ordinal);
        Assert.Equal([1], relay.ReceiveNumbers(1));
        Assert.False(relay.HasMessage());
    }

    [Fact]
    public async Task Send_ThatIsCancelled_EndsAndTakesNoNumber()
    {
        var address = MessengerRig.FreeAddress();
        await using var rig = new MessengerRig(FedmsgMode.Connect, address);
        using var cancel = new CancellationTokenSource();

        var sending = rig.Messenger.SendAsync(MessengerRig.Message(), cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        using var relay = Subscriber.Bind(address);
        await rig.SendAsync();
        Assert.Equal([1], relay.ReceiveNumbers(1));
    }

    [Fact]
    public async Task Repeat_OfAMessage_KeepsItsIdAndTime()
    {
        using var relay = Subscriber.Bind();
        await using var rig = new MessengerRig(FedmsgMode.Connect, relay.Address);
        // In most of the world it is the next year already; the id goes by UTC.
        var message = MessengerRig.Message(at: new DateTimeOffset(2027, 1, 1, 0, 30, 0, TimeSpan.FromHours(1)));

        await rig.SendAsync(message);
        await rig.SendAsync(message);

        var (first, second) = (relay.Receive().Envelope, relay.Receive().Envelope);
        Assert.Equal($"2026-{message.Id}", first.Text("msg_id"));
        Assert.Equal(first.Text("msg_id"), second.Text("msg_id"));
        Assert.Equal(first.GetProperty("timestamp").GetInt64(), second.GetProperty("timestamp").GetInt64());
        Assert.Equal((1, 2), (first.GetProperty("i").GetInt64(), second.GetProperty("i").GetInt64()));
    }

    [Theory]
    [InlineData("org.fedoraproject", "prod", "pdc", "org.fedoraproject.prod.pdc.compose")]
    [InlineData("", "dev", "pdc", "dev.pdc.compose")]
    [InlineData("org.fedoraproject", "", "", "org.fedoraproject.compose")]
    [InlineData("", "", "", "compose")]
    public async Task Topic_OfParts_LeavesEmptyOnesOut(string prefix, string environment, string modName, string expected)
    {
        await using var rig = new MessengerRig(o =>
        {
            o.Endpoints.Add("tcp://127.0.0.1:2003");
            (o.TopicPrefix, o.Environment, o.ModName) = (prefix, environment, modName);
        });

        Assert.Equal(expected, rig.Messenger.EnvelopeOf(MessengerRig.Message()).Topic);
    }

    [Fact]
    public async Task Stop_WhileASlowRelayReads_LosesNothing()
    {
        // A relay that does not read for a while: most of what was taken waits here, in the library and in the kernel.
        const int Count = 400;
        using var relay = Subscriber.Bind(highWaterMark: 10);
        var rig = new MessengerRig(FedmsgMode.Connect, relay.Address);
        await rig.SendAsync();
        relay.Pause();
        var body = $$"""{"text":"{{new string('x', 50_000)}}"}""";
        await Task.WhenAll(Enumerable.Range(1, Count).Select(_ => rig.SendOnceAsync(MessengerRig.Message(body))));

        var stopping = rig.DisposeAsync().AsTask();
        Assert.False(stopping.IsCompleted);
        relay.Resume();

        Assert.Equal(Enumerable.Range(1, Count + 1).Select(i => (long)i), relay.ReceiveNumbers(Count + 1));
        await stopping;
    }

    [Fact]
    public async Task Stop_BeforeTheFirstMessage_OpensNothing()
    {
        var rig = new MessengerRig(FedmsgMode.Connect, MessengerRig.FreeAddress());

        await rig.DisposeAsync();

        Assert.Equal("The messenger has been stopped.", (await rig.FailAsync()).Message);
        Assert.Empty(rig.Logs.Of(6011));
    }

    [Fact]
    public async Task Stop_WithoutARelay_IsQuick()
    {
        var rig = new MessengerRig(FedmsgMode.Connect, MessengerRig.FreeAddress());
        await rig.FailAsync();
        var started = TimeProvider.System.GetTimestamp();

        await rig.DisposeAsync();
        await rig.Messenger.DisposeAsync();

        // Not the five seconds that it would wait for a relay that is there.
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(4.5));
        Assert.Equal(MessengerErrorKind.Unreachable, (await rig.FailAsync()).Kind);
    }

    /// <summary>The signature that belongs to an envelope: over all its fields but two.</summary>
    private static string Expected(JsonElement envelope)
    {
        var signed = envelope.EnumerateObject()
            .Where(p => p.Name is not ("signature" or "certificate"))
            .ToDictionary(p => p.Name, p => p.Value);
        using var signer = TestKey.Signer();
        return signer.Sign(CanonicalJson.OfObject(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(signed))));
    }
}
