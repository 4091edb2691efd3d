using System.Text;
using System.Text.Json;

namespace PdcBus;

/// <summary>
/// What every outbox promises to the core. A store's test class inherits it and gives it an outbox that is empty.
/// </summary>
public abstract class OutboxContract
{
    private protected const string Lane = "bus";
    private protected static readonly DateTimeOffset Noon = new(2026, 3, 8, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Opens an empty outbox.</summary>
    protected abstract Task<(IOutbox Outbox, IOutboxStore Store)> OpenAsync();

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_Appended_InOrderAndWhole()
    {
        var (outbox, store) = await OpenAsync();
        var sent = new[] { Message("a", "k", "\u00fc\0\u20ac"), Message("b"), Message("c") };
        await AppendAsync(outbox, sent);

        var read = await store.ReadAsync(Lane, 0, 10, Token);

        Assert.Equal(sent.Select(Describe), read.Select(e => Describe(e.Message)));
        Assert.Equal(read.Select(e => e.Position).Order(), read.Select(e => e.Position));
        Assert.All(read, e => Assert.Equal((0, null), (e.Attempts, e.NotBefore)));
    }

    [Fact]
    public async Task Read_PageByPage_SeesEachOnce()
    {
        var (outbox, store) = await OpenAsync();
        await AppendAsync(outbox, [.. Enumerable.Range(0, 25).Select(i => Message($"m{i}"))]);

        var topics = new List<string>();
        for (long after = 0; ;)
        {
            var page = await store.ReadAsync(Lane, after, 10, Token);
            if (page.Count == 0) break;
            topics.AddRange(page.Select(e => e.Message.Topic));
            after = page[^1].Position;
        }

        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"m{i}"), topics);
    }

    [Fact]
    public async Task Read_OtherLane_SeesNothing()
    {
        var (outbox, store) = await OpenAsync();
        await AppendAsync(outbox, Message("a"));

        Assert.Empty(await store.ReadAsync("other", 0, 10, Token));
    }

    [Fact]
    public async Task Append_SeveralLanes_KeepsThemApart()
    {
        var (outbox, store) = await OpenAsync();
        var message = Message("a");
        await outbox.AppendAsync([new(Lane, message), new("other", message), new(Lane, Message("b"))], Token);

        var mine = await store.ReadAsync(Lane, 0, 10, Token);
        var others = await store.ReadAsync("other", 0, 10, Token);
        await store.SettleAsync(Lane, [.. mine.Select(e => e.Position), .. others.Select(e => e.Position)], Token);

        Assert.Equal(["a", "b"], mine.Select(e => e.Message.Topic));
        Assert.Empty(await store.ReadAsync(Lane, 0, 10, Token));
        Assert.Equal(message.Id, Assert.Single(await store.ReadAsync("other", 0, 10, Token)).Message.Id);
    }

    [Fact]
    public async Task Append_LargeBody_IsKeptWhole()
    {
        var (outbox, store) = await OpenAsync();
        var body = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"{i},"));

        await AppendAsync(outbox, Message("a", body: body));

        Assert.Equal(body, Body(Assert.Single(await store.ReadAsync(Lane, 0, 10, Token)).Message));
    }

    [Fact]
    public async Task DeferAndPark_PositionThatIsGone_ChangeNothing()
    {
        var (outbox, store) = await OpenAsync();
        await AppendAsync(outbox, Message("a"), Message("b"));
        var gone = (await store.ReadAsync(Lane, 0, 10, Token))[0].Position;
        await store.SettleAsync(Lane, [gone], Token);

        await store.DeferAsync(Lane, gone, Noon, new OutboxFailure(1, MessengerErrorKind.Refused, "No."), Token);
        await store.ParkAsync(Lane, gone, new OutboxFailure(1, MessengerErrorKind.Invalid, "No."), Token);

        Assert.Equal(["b"], (await store.ReadAsync(Lane, 0, 10, Token)).Select(e => e.Message.Topic));
        Assert.Empty(await store.QueryParkedAsync(new ParkedFilter(), 10, Token));
    }

    [Fact]
    public async Task Settle_Some_RemovesThemAndNoOthers()
    {
        var (outbox, store) = await OpenAsync();
        await AppendAsync(outbox, Message("a"), Message("b"), Message("c"));
        var read = await store.ReadAsync(Lane, 0, 10, Token);

        await store.SettleAsync(Lane, [read[0].Position, read[2].Position], Token);
        await store.SettleAsync(Lane, [read[0].Position], Token);

        Assert.Equal(["b"], (await store.ReadAsync(Lane, 0, 10, Token)).Select(e => e.Message.Topic));
    }

    [Fact]
    public async Task Append_AfterAllWereSettled_ComesBehindTheOldPositions()
    {
        var (outbox, store) = await OpenAsync();
        await AppendAsync(outbox, Message("a"));
        var cursor = (await store.ReadAsync(Lane, 0, 10, Token))[0].Position;
        await store.SettleAsync(Lane, [cursor], Token);

        await AppendAsync(outbox, Message("b"));

        Assert.Equal(["b"], (await store.ReadAsync(Lane, cursor, 10, Token)).Select(e => e.Message.Topic));
    }

    [Fact]
    public async Task Defer_Entry_KeepsItsPlaceAndRemembers()
    {
        var (outbox, store) = await OpenAsync();
        await AppendAsync(outbox, Message("a"), Message("b"));
        var first = (await store.ReadAsync(Lane, 0, 10, Token))[0];

        await store.DeferAsync(Lane, first.Position, Noon, new OutboxFailure(3, MessengerErrorKind.Refused, "No."), Token);

        var read = await store.ReadAsync(Lane, 0, 10, Token);
        Assert.Equal(["a", "b"], read.Select(e => e.Message.Topic));
        Assert.Equal((first.Position, 3, Noon), (read[0].Position, read[0].Attempts, read[0].NotBefore));
    }

    [Fact]
    public async Task Park_Entry_LeavesTheLaneAndCanBeFound()
    {
        var (outbox, store) = await OpenAsync();
        await ParkAsync(outbox, store, Message("a", body: "x"), MessengerErrorKind.TooLarge);

        Assert.Empty(await store.ReadAsync(Lane, 0, 10, Token));
        var parked = Assert.Single(await store.QueryParkedAsync(new ParkedFilter(), 10, Token));
        Assert.Equal(("a", "x", Lane), (parked.Message.Topic, Body(parked.Message), parked.Lane));
        Assert.Equal(new OutboxFailure(2, MessengerErrorKind.TooLarge, "No."), parked.Failure);
    }

    [Fact]
    public async Task QueryParked_Filters_SelectOut()
    {
        var (outbox, store) = await OpenAsync();
        await ParkAsync(outbox, store, Message("a"), MessengerErrorKind.TooLarge);
        await ParkAsync(outbox, store, Message("b"), MessengerErrorKind.Refused);
        var all = await store.QueryParkedAsync(new ParkedFilter(), 10, Token);

        Assert.Equal(["a", "b"], await TopicsAsync(new ParkedFilter()));
        Assert.Equal(["a"], await TopicsAsync(new ParkedFilter { Topic = "a" }));
        Assert.Equal(["b"], await TopicsAsync(new ParkedFilter { Kind = MessengerErrorKind.Refused }));
        Assert.Equal(["b"], await TopicsAsync(new ParkedFilter { Id = all[1].Message.Id }));
        Assert.Equal(["b"], await TopicsAsync(new ParkedFilter { After = all[0].Number }));
        Assert.Equal(["a", "b"], await TopicsAsync(new ParkedFilter { Messenger = "BUS", From = all[0].ParkedAt }));
        Assert.Empty(await TopicsAsync(new ParkedFilter { Messenger = "bu" }));
        Assert.Empty(await TopicsAsync(new ParkedFilter { Until = all[0].ParkedAt }));
        Assert.Single(await store.QueryParkedAsync(new ParkedFilter(), 1, Token));

        async Task<IEnumerable<string>> TopicsAsync(ParkedFilter filter) =>
            (await store.QueryParkedAsync(filter, 10, Token)).Select(p => p.Message.Topic);
    }

    [Fact]
    public async Task RetryParked_Message_GoesToTheEndUnderTheSameIdMarked()
    {
        var (outbox, store) = await OpenAsync();
        await ParkAsync(outbox, store, Message("a"), MessengerErrorKind.Refused);
        await AppendAsync(outbox, Message("b"));
        var parked = await store.QueryParkedAsync(new ParkedFilter(), 10, Token);

        await store.RetryParkedAsync(parked, Token);
        await store.RetryParkedAsync(parked, Token);

        var read = await store.ReadAsync(Lane, 0, 10, Token);
        Assert.Equal(["b", "a"], read.Select(e => e.Message.Topic));
        Assert.Equal((parked[0].Message.Id, 0, "1"), (read[1].Message.Id, read[1].Attempts, read[1].Message.Headers[PdcHeaders.Replay]));
        Assert.Empty(await store.QueryParkedAsync(new ParkedFilter(), 10, Token));
    }

    [Fact]
    public async Task DiscardParked_Number_IsGone()
    {
        var (outbox, store) = await OpenAsync();
        await ParkAsync(outbox, store, Message("a"), MessengerErrorKind.Refused);
        var parked = await store.QueryParkedAsync(new ParkedFilter(), 10, Token);

        await store.DiscardParkedAsync([parked[0].Number, parked[0].Number + 1000], Token);

        Assert.Empty(await store.QueryParkedAsync(new ParkedFilter(), 10, Token));
    }

    [Fact]
    public async Task PruneParked_ByCountAndByAge_RemovesTheOldest()
    {
        var (outbox, store) = await OpenAsync();
        foreach (var topic in new[] { "a", "b", "c" }) await ParkAsync(outbox, store, Message(topic), MessengerErrorKind.Refused);
        var newest = (await store.QueryParkedAsync(new ParkedFilter(), 10, Token))[^1].ParkedAt;

        Assert.Equal(1, await store.PruneParkedAsync(DateTimeOffset.MinValue, keep: 2, max: 10, Token));
        Assert.Equal(["b", "c"], (await store.QueryParkedAsync(new ParkedFilter(), 10, Token)).Select(p => p.Message.Topic));
        Assert.Equal(1, await store.PruneParkedAsync(newest.AddTicks(TimeSpan.TicksPerSecond), keep: 10, max: 1, Token));
        Assert.Equal(["c"], (await store.QueryParkedAsync(new ParkedFilter(), 10, Token)).Select(p => p.Message.Topic));
    }

    [Fact]
    public async Task Figures_FollowWhatHappens()
    {
        var (outbox, store) = await OpenAsync();
        Assert.Equal(new OutboxFigures(0, 0, 0, null), store.Figures);

        await AppendAsync(outbox, Message("a", body: "12345"), Message("b", body: "1"));
        await Eventually.IsTrueAsync(
            () => store.Figures == new OutboxFigures(2, 6, 0, Noon), TimeSpan.FromSeconds(30), Token);

        var read = await store.ReadAsync(Lane, 0, 10, Token);
        await store.SettleAsync(Lane, [read[0].Position], Token);
        await store.ParkAsync(Lane, read[1].Position, new OutboxFailure(1, MessengerErrorKind.Invalid, "No."), Token);
        await Eventually.IsTrueAsync(
            () => store.Figures == new OutboxFigures(0, 0, 1, null), TimeSpan.FromSeconds(30), Token);

        await store.RetryParkedAsync(await store.QueryParkedAsync(new ParkedFilter(), 10, Token), Token);
        await Eventually.IsTrueAsync(
            () => store.Figures == new OutboxFigures(1, 1, 0, Noon), TimeSpan.FromSeconds(30), Token);
    }

    [Fact]
    public async Task Append_ManyAtOnce_LosesNothing()
    {
        var (outbox, store) = await OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(
            async () =>
            {
                for (var i = 0; i < 20; i++) await AppendAsync(outbox, Message($"w{writer}.{i}"));
            },
            Token)));

        var read = await store.ReadAsync(Lane, 0, 1000, Token);
        Assert.Equal(320, read.Select(e => e.Message.Id).Distinct().Count());
        Assert.All(read.GroupBy(e => e.Message.Topic.Split('.')[0]), writer => Assert.Equal(
            Enumerable.Range(0, 20).Select(i => $"{writer.Key}.{i}"), writer.Select(e => e.Message.Topic)));
    }

    private static async Task ParkAsync(IOutbox outbox, IOutboxStore store, PdcMessage message, MessengerErrorKind kind)
    {
        await AppendAsync(outbox, message);
        var entry = (await store.ReadAsync(Lane, 0, 10, Token)).Single(e => e.Message.Id == message.Id);
        await store.ParkAsync(Lane, entry.Position, new OutboxFailure(2, kind, "No."), Token);
    }

    private protected static Task AppendAsync(IOutbox outbox, params PdcMessage[] messages) =>
        outbox.AppendAsync([.. messages.Select(m => new OutboxRow(Lane, m))], Token);

    private protected static PdcMessage Message(string topic, string? key = null, string body = "{}") => new()
    {
        Id = Guid.CreateVersion7(Noon),
        Topic = topic,
        Body = Encoding.UTF8.GetBytes(body),
        Headers = new Dictionary<string, string> { ["author"] = "", ["comment"] = "\"ü\"" },
        OrderingKey = key,
        CreatedAt = Noon,
        TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        TraceState = "a=b",
        Notice = key is null ? null : new PdcNotice
        {
            Severity = PdcSeverity.Warning,
            Summary = "ü is broken",
            AffectedObjects = [new(PdcObjectKind.Rpm, "bash"), new(PdcObjectKind.User, "ann")],
            Urls = ["https://example.org/7"],
        },
    };

    private protected static string Describe(PdcMessage m) =>
        $"{m.Id} {m.Topic} {Body(m)} {string.Join(';', m.Headers.OrderBy(h => h.Key))} {m.OrderingKey} {m.CreatedAt:O} " +
        $"{m.TraceParent} {m.TraceState} {JsonSerializer.Serialize(m.Notice, PdcJsonContext.Default.PdcNotice)}";

    private static string Body(PdcMessage message) => Encoding.UTF8.GetString(message.Body.Span);
}
