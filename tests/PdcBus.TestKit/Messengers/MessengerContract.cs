using System.Net;
using System.Text;

namespace PdcBus;

/// <summary>
/// What every messenger promises to the relay, asked of it with a real broker. A messenger's test class inherits this
/// and says how it is added and configured; switches say what its protocol or its broker cannot do.
/// </summary>
/// <remarks>
/// <see cref="MessengerOutageContract{TSubject}"/> and <see cref="MessengerTlsContract{TSubject}"/> ask the rest. Networks and bad servers are
/// played by a <see cref="LoopbackProxy"/>, whatever the protocol.
/// </remarks>
public abstract class MessengerContract<TSubject> : MessengerContractBase<TSubject>
    where TSubject : MessengerSubject, new()
{
    private const string Special = "Jörg Müller: \"a;b\\c\" 日本 🎉";

    [Fact]
    public async Task Sends_in_the_order_of_the_calls_without_waiting()
    {
        await using var subscriber = await SubscribeAsync();
        await using var bench = Bench();

        var sends = Enumerable.Range(0, 300).Select(i => bench.Messenger.SendAsync(Message($"{i}"), Token)).ToList();
        await Task.WhenAll(sends).WaitAsync(Patience, Token);

        Assert.Equal(Enumerable.Range(0, 300).Select(i => $"{i}"), await BodiesAsync(subscriber, 300));
    }

    [Fact]
    public async Task Sends_from_many_threads_at_once()
    {
        await using var subscriber = await SubscribeAsync();
        await using var bench = Bench();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(
            i => Task.Run(() => bench.Messenger.SendAsync(Message($"{i}"), Token), Token))).WaitAsync(Patience, Token);

        var bodies = await BodiesAsync(subscriber, 200);
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"{i}").Order(), bodies.Order());
    }

    [Fact]
    public async Task Topic_headers_and_id_arrive()
    {
        Assert.SkipUnless(Subject.CarriesHeaders, "This protocol has no headers for them.");
        await using var subscriber = await SubscribeAsync();
        await using var bench = Bench();
        var headers = new Dictionary<string, string>
        {
            [PdcHeaders.Author] = Special,
            [PdcHeaders.Comment] = Subject.CarriesLineBreaks ? "first\r\nsecond\nthird" : "first",
            [PdcHeaders.ChangesetId] = "4711",
            [PdcHeaders.CommittedOn] = "2018-03-08 09:24:18.123456+00:00",
        };
        var message = TestMessage.Of("contacts/people.added", "{}", headers);

        await bench.Messenger.SendAsync(message, Token).WaitAsync(Patience, Token);

        var delivery = await subscriber.ReceiveAsync(Token).WaitAsync(Patience, Token);
        Assert.Equal("contacts/people.added", delivery.Topic);
        Assert.Equal(message.Id.ToString(), delivery.Id);
        Assert.All(headers, header => Assert.Equal(header.Value, delivery.Headers[header.Key]));
    }

    [Fact]
    public async Task Headers_cannot_become_more_than_headers()
    {
        Assert.SkipUnless(Subject.CarriesHeaders, "This protocol has no headers for them.");
        await using var subscriber = await SubscribeAsync();
        await using var bench = Bench();
        var headers = new Dictionary<string, string>
        {
            [PdcHeaders.Author] = Subject.CarriesLineBreaks ? "x\ninjected:yes\n\nSEND\ndestination:/queue/evil\n\n" : "x: y",
            ["timestamp"] = "not a number",
            ["content-type"] = "text/html",
        };

        await bench.Messenger.SendAsync(TestMessage.Of("compose", "{}", headers), Token).WaitAsync(Patience, Token);

        var delivery = await subscriber.ReceiveAsync(Token).WaitAsync(Patience, Token);
        Assert.Equal(headers[PdcHeaders.Author], delivery.Headers[PdcHeaders.Author]);
        Assert.False(delivery.Headers.ContainsKey("injected"));
        Assert.Equal("{}"u8, delivery.Body);
    }

    [Fact]
    public async Task Bodies_arrive_octet_by_octet()
    {
        await using var subscriber = await SubscribeAsync();
        await using var bench = Bench();
        byte[][] bodies =
        [
            "1"u8.ToArray(),
            Encoding.UTF8.GetBytes($$"""{"name":"{{Special}}"}"""),
            [.. "{\"nul\":\""u8, 0, .. "\\u0000\"}\n\0SEND\n"u8],
            [.. Enumerable.Range(0, 256).Select(i => (byte)i)],
            Encoding.UTF8.GetBytes($"\"{new string('x', 1024 * 1024 - 2)}\""),
        ];

        foreach (var body in bodies) await bench.Messenger.SendAsync(TestMessage.Of("compose", body), Token);

        foreach (var body in bodies)
        {
            var delivery = await subscriber.ReceiveAsync(Token).WaitAsync(Patience, Token);
            Assert.True(body.AsSpan().SequenceEqual(delivery.Body), $"A body of {body.Length} bytes has changed.");
        }
    }

    [Fact]
    public async Task Cancelled_send_ends_and_the_next_goes_through()
    {
        await using var subscriber = await SubscribeAsync();
        await using var proxy = new LoopbackProxy(Subject.Server);
        await using var bench = Bench(At(proxy.Address));
        await bench.Messenger.SendAsync(Message("before"), Token).WaitAsync(Patience, Token);
        using var cancel = new CancellationTokenSource();

        proxy.Freeze();
        var cancelled = bench.Messenger.SendAsync(Message("cancelled"), cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.WaitAsync(Patience, Token));
        proxy.Thaw();
        await SendUntilConfirmedAsync(bench, Message("after"));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => bench.Messenger.SendAsync(Message("never"), cancel.Token));

        var bodies = new List<string>();
        while (bodies is not [.., "after"]) bodies.AddRange(await BodiesAsync(subscriber, 1));
        Assert.Equal("before", bodies[0]);
        Assert.DoesNotContain("never", bodies);
    }

    [Fact]
    public async Task Disposed_twice_and_while_it_connects_is_prompt()
    {
        await using var proxy = new LoopbackProxy(Subject.Server);
        proxy.Freeze();
        var bench = Bench(At(proxy.Address));
        var send = bench.Messenger.SendAsync(Message("x"), Token);

        if (bench.Messenger is IAsyncDisposable messenger)
        {
            await messenger.DisposeAsync().AsTask().WaitAsync(Patience, Token);
            await messenger.DisposeAsync().AsTask().WaitAsync(Patience, Token);
        }

        await bench.DisposeAsync().AsTask().WaitAsync(Patience, Token);
        await Assert.ThrowsAnyAsync<Exception>(() => send.WaitAsync(Patience, Token));
    }

    [Fact]
    public async Task Wrong_password_is_unreachable_and_never_repeated()
    {
        Assert.SkipUnless(Subject.User is not null, "There is no password here.");
        await using var bench = Bench(At(Subject.Server) with { User = new NetworkCredential(Subject.User!.UserName, "wr0ng-s3cret") });

        var error = await FailAsync(bench, MessengerErrorKind.Unreachable);

        Assert.DoesNotContain("wr0ng-s3cret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forbidden_destination_is_not_permitted_and_does_not_stop_others()
    {
        Assert.SkipWhen(Subject.Reader is null, "There is no user here who may not write.");
        await using var subscriber = await SubscribeAsync();
        await using var forbidden = Bench(At(Subject.Server) with { User = Subject.Reader });
        await using var bench = Bench();

        await FailAsync(forbidden, MessengerErrorKind.NotPermitted);
        await bench.Messenger.SendAsync(Message("allowed"), Token).WaitAsync(Patience, Token);

        Assert.Equal(["allowed"], await BodiesAsync(subscriber, 1));
    }

    [Fact]
    public async Task Too_large_message_fails_alone()
    {
        Assert.SkipWhen(Subject.TooLarge is null, "There is no limit here that could be reached.");
        await using var subscriber = await SubscribeAsync();
        await using var bench = Bench();

        var large = bench.Messenger.SendAsync(TestMessage.Of("compose", new byte[Subject.TooLarge.Value]), Token);
        var small = bench.Messenger.SendAsync(Message("small"), Token);

        var error = await Assert.ThrowsAsync<MessengerException>(() => large.WaitAsync(Patience, Token));
        Assert.Equal(MessengerErrorKind.TooLarge, error.Kind);
        await small.WaitAsync(Patience, Token);
        Assert.Equal(["small"], await BodiesAsync(subscriber, 1));
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("\u0015\u0003\u0003\0\u0002\u0002F")]
    [InlineData("\0\0\0\u0003\u00ff\u00ff\u00ff\u00ff garbage")]
    public async Task Garbage_is_unreachable(string octets)
    {
        await using var proxy = new LoopbackProxy(Subject.Server) { Garbage = Encoding.Latin1.GetBytes(octets) };
        await using var bench = Bench(At(proxy.Address));

        await FailAsync(bench, MessengerErrorKind.Unreachable);
    }

    [Fact]
    public async Task Server_that_closes_at_once_is_unreachable()
    {
        await using var proxy = new LoopbackProxy(Subject.Server) { Refuses = true };
        await using var bench = Bench(At(proxy.Address));

        await FailAsync(bench, MessengerErrorKind.Unreachable);
        Assert.InRange(proxy.Accepted, 1, 20);
    }

    [Fact]
    public async Task Server_that_closes_after_connect_leaves_the_message_in_doubt_or_unsent()
    {
        await using var subscriber = await SubscribeAsync();
        await using var proxy = new LoopbackProxy(Subject.Server);
        await using var bench = Bench(At(proxy.Address));
        await bench.Messenger.SendAsync(Message("before"), Token).WaitAsync(Patience, Token);

        proxy.HangsUpOnData = true;
        await FailAsync(bench, MessengerErrorKind.InDoubt, MessengerErrorKind.Unreachable);
        proxy.HangsUpOnData = false;
        await SendUntilConfirmedAsync(bench, Message("after"));

        Assert.Equal(["before", "after"], (await BodiesAsync(subscriber, 2)).Distinct());
    }

    [Fact]
    public async Task Slow_reader_slows_down_and_fails_nothing()
    {
        await using var subscriber = await SubscribeAsync();
        await using var proxy = new LoopbackProxy(Subject.Server) { BytesPerSecond = 512 * 1024 };
        await using var bench = Bench(At(proxy.Address));
        var body = new string('x', 20_000);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => bench.Messenger.SendAsync(Message(body), Token)))
            .WaitAsync(Patience, Token);

        Assert.All(await BodiesAsync(subscriber, 100), b => Assert.Equal(body, b));
    }
}
