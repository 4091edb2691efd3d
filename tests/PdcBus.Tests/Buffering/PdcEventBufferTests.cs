using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace PdcBus;

public sealed class PdcEventBufferTests
{
    [Fact]
    public async Task Add_ReturnsAUuidV7()
    {
        await using var bench = new Bench();
        await using var scope = bench.Services.CreateAsyncScope();
        var buffer = scope.ServiceProvider.GetRequiredService<IPdcEventBuffer>();

        var first = buffer.Add(new Painted("red"));
        var second = buffer.Add(new Painted("red"));

        Assert.Equal(7, first.Version);
        Assert.NotEqual(first, second);
        Assert.Equal(2, buffer.Count);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(".compose", "starts or ends with a dot")]
    [InlineData("compose.", "starts or ends with a dot")]
    [InlineData("a..b", "holds an empty word")]
    [InlineData("a.*", "holds '*', a wildcard")]
    [InlineData("a.#", "holds '#', a wildcard")]
    [InlineData("a b", "holds white space")]
    [InlineData("a\nb", "holds white space")]
    [InlineData("a>", "holds '>', a wildcard")]
    [InlineData("a\u00a0b", "holds white space")]
    [InlineData("a😀", "holds a character outside the basic plane")]
    public async Task Add_TopicNoBusCouldCarry_IsRefused(string topic, string why)
    {
        await using var bench = new Bench();
        await using var scope = bench.Services.CreateAsyncScope();
        var buffer = scope.ServiceProvider.GetRequiredService<IPdcEventBuffer>();

        var error = Assert.Throws<ArgumentException>(() => buffer.Add(new AnyTopic(topic)));

        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Contains("AnyTopic", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, buffer.Count);
    }

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public async Task Add_LongTopic_IsTakenUpToAShortString(int length, bool taken)
    {
        await using var bench = new Bench(null, ("PdcBus:TopicPrefix", "eng.pdc"));
        await using var scope = bench.Services.CreateAsyncScope();
        var buffer = scope.ServiceProvider.GetRequiredService<IPdcEventBuffer>();
        var pdcEvent = new AnyTopic(new string('a', length - "eng.pdc.".Length));

        if (taken) buffer.Add(pdcEvent);
        else Assert.Contains("PdcBus:TopicPrefix", Assert.Throws<ArgumentException>(() => buffer.Add(pdcEvent)).Message, StringComparison.Ordinal);
        buffer.Discard("a test");
    }

    [Theory]
    [InlineData("compose")]
    [InlineData("contacts/people.added")]
    [InlineData("háčky.čárky")]
    public async Task Add_TopicThatEveryBusCarries_IsTakenAsItIs(string topic)
    {
        await using var bench = new Bench();
        await using var scope = bench.Services.CreateAsyncScope();

        scope.ServiceProvider.GetRequiredService<IPdcEventBuffer>().Add(new AnyTopic(topic));
        var taken = scope.ServiceProvider.GetRequiredService<PdcEventBuffer>().Take();

        Assert.Equal((topic, topic), taken.Select(t => (t.Topic, t.FullTopic)).Single());
    }

    [Fact]
    public async Task Take_GivesWhatWasAddedSinceInOrderWithKeysAndTimes()
    {
        var clock = new FakeTimeProvider(Make.Noon);
        await using var bench = new Bench(b => b.Services.AddSingleton<TimeProvider>(clock));
        await using var scope = bench.Services.CreateAsyncScope();
        var buffer = scope.ServiceProvider.GetRequiredService<PdcEventBuffer>();
        Guid[] ids = [buffer.Add(new Painted("red")), buffer.Add(new Moved("shelf"))];
        clock.Advance(TimeSpan.FromSeconds(1));
        buffer.Add(new Painted("blue"));

        var first = buffer.Take();
        buffer.Add(new Painted("green"));

        Assert.Equal(ids, first.Take(2).Select(e => e.Id));
        Assert.Equal(
            [("widgets.painted", null, Make.Noon), ("widgets.moved", "shelf", Make.Noon), ("widgets.painted", null, Make.Noon.AddSeconds(1))],
            first.Select(e => (e.Topic, e.OrderingKey, e.CreatedAt)));
        Assert.Equal(new Painted("green"), Assert.Single(buffer.Take()).Event);
        Assert.Empty(buffer.Take());
    }

    [Fact]
    public async Task Discard_Twice_KeepsTheFirstReason()
    {
        await using var bench = new Bench();
        await using var scope = bench.Services.CreateAsyncScope();
        var buffer = scope.ServiceProvider.GetRequiredService<PdcEventBuffer>();

        buffer.Discard("first");
        buffer.Discard("second");

        Assert.Equal("first", buffer.DiscardReason);
        Assert.Throws<ArgumentException>(() => buffer.Discard(" "));
    }

    [Fact]
    public async Task Add_ObjectWithoutTopic_SaysHowToGiveOne()
    {
        await using var bench = new Bench();
        await using var scope = bench.Services.CreateAsyncScope();
        var buffer = scope.ServiceProvider.GetRequiredService<IPdcEventBuffer>();

        var error = Assert.Throws<ArgumentException>(() => buffer.Add(new Topicless("x")));

        Assert.StartsWith(
            "Topicless names no topic. Put [PdcTopic(\"…\")] on it or let it implement IPdcEvent.", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_AfterTheEnd_Throws()
    {
        await using var bench = new Bench();
        await using var scope = await bench.Scopes.OpenAsync("job", cancellationToken: TestContext.Current.CancellationToken);
        await scope.CompleteAsync(TestContext.Current.CancellationToken);

        var error = Assert.Throws<InvalidOperationException>(() => scope.Buffer.Add(new Painted("late")));

        Assert.Contains("open an IPdcEventScope", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_NobodyDecided_IsReported()
    {
        await using var bench = new Bench();
        await using (var scope = bench.Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<IPdcEventBuffer>().Add(new Painted("red"));
        }

        Assert.Equal(DiscardReason.Undecided, Assert.Single(bench.Ledger.Decisions).Decision.Reason);
        Assert.Contains("[PublishPdcEvents]", bench.Logs.Single(1001).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scopes_TwoAtOnce_DoNotMix()
    {
        await using var bench = await new Bench(null, ("PdcBus:Messenger", "capture")).StartAsync();
        using var listener = bench.Services.GetRequiredService<CaptureMessenger>().Listen();
        var token = TestContext.Current.CancellationToken;
        await using var one = await bench.Scopes.OpenAsync("one", new PdcOrigin("ann", null), cancellationToken: token);
        await using var two = await bench.Scopes.OpenAsync("two", new PdcOrigin("bob", null), cancellationToken: token);

        one.Buffer.Add(new Painted("red"));
        two.Buffer.Add(new Painted("blue"));
        two.Buffer.Discard("changed my mind");
        await two.CompleteAsync(token);
        await one.CompleteAsync(token);

        var message = Assert.Single(await listener.WaitForCountAsync(1, cancellationToken: token));
        Assert.Equal("ann", message.Headers[PdcHeaders.Author]);
        Assert.Equal(
            [(DiscardReason.None, "one"), (DiscardReason.Application, "two")],
            bench.Ledger.Decisions.Select(d => (d.Decision.Reason, d.Source)));
    }
}
