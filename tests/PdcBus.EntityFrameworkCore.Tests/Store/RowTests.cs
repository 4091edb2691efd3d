using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

/// <summary>Rows as the relay meets them.</summary>
public sealed class RowTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Both => Databases.Both;

    public static TheoryData<DatabaseKind, string> Damages =>
    [
        (DatabaseKind.PostgreSql, "headers = 'no JSON'"),
        (DatabaseKind.PostgreSql, "headers = '{\"a\": null}'"),
        (DatabaseKind.Sqlite, "headers = 'no JSON'"),
        (DatabaseKind.Sqlite, "headers = '[]'"),
        (DatabaseKind.Sqlite, "message_id = 'no id'"),
        (DatabaseKind.Sqlite, "created_at = 9223372036854775807"),
    ];

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Row_ThatHoldsNoMessage_IsParkedAndTheOthersGoOn(DatabaseKind kind, string damage)
    {
        await using var app = await ShopApp.StartAsync(kind);

        // The damage is done before anybody else sees the row.
        await app.Database.ExecuteAsync(kind == DatabaseKind.Sqlite
            ? $"create trigger damage after insert on pdcbus_outbox when cast(new.body as text) like '%bad%' begin update pdcbus_outbox set {damage} where id = new.id; end"
            : $"""
               create function damage() returns trigger language plpgsql as
                 $$ begin update pdcbus_outbox set {damage} where id = new.id and convert_from(body, 'utf8') like '%bad%'; return null; end $$;
               create trigger damage after insert on pdcbus_outbox for each row execute function damage()
               """);
        await app.RunAsync(PdcTransaction.None, async job =>
        {
            job.Add("one");
            job.Announce("bad");
            job.Announce("two");
            await job.SaveAsync();
        });

        Assert.Equal(["one", "two"], await app.AnnouncedAsync());
        var service = app.Services.GetRequiredService<IPdcParkedMessages>();
        var parked = Assert.Single(await service.QueryAsync(new ParkedFilter(), cancellationToken: Token));
        Assert.Equal(MessengerErrorKind.Invalid, parked.Failure.Kind);
        Assert.Equal("things.added", parked.Message.Topic);
        Assert.Equal(1, await service.DiscardAsync(new ParkedFilter(), "useless", Token));
    }

    [Fact]
    public async Task Row_CommittedLateWithASmallerNumber_IsSentAllTheSame()
    {
        await using var app = await ShopApp.StartAsync(DatabaseKind.PostgreSql);

        await using (var slow = await app.RequiredScopeAsync())
        {
            // Its number is drawn now, and its commit comes after another one has been read.
            var outbox = slow.Services.GetRequiredService<EntityFrameworkOutbox>();
            await outbox.AppendAsync([new OutboxRow("capture", Message("early number"))], Token);
            await app.RunAsync(PdcTransaction.Required, other => other.SaveAsync("quick"));
            await app.Bus.WaitForAsync("things.added", ShopApp.Patience, Token);
            await slow.CompleteAsync(Token);
        }

        await app.Bus.WaitForAsync("early number", ShopApp.Patience, Token);
        Assert.Equal(["things.added", "early number"], app.Bus.Messages.Select(m => m.Topic));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Figures_MoreThanAreCounted_AreAboutRight(DatabaseKind kind)
    {
        await using var app = await ShopApp.StartAsync(kind);
        var time = kind == DatabaseKind.Sqlite ? "1700000000000000" : "'2023-11-14 22:13:20Z'";
        var numbers = kind == DatabaseKind.Sqlite
            ? "with recursive n(i) as (select 1 union all select i + 1 from n where i < 25000) select i from n"
            : "select i from generate_series(1, 25000) as i";
        var (id, body) = kind == DatabaseKind.Sqlite ? ("'x' || i", "x'7b7d'") : ("gen_random_uuid()", "'{}'::bytea");

        // A lane that nobody sends.
        await app.Database.ExecuteAsync(
            "insert into pdcbus_outbox (lane, message_id, topic, headers, body, created_at) " +
            $"select 'gone', {id}, 't', '{{}}', {body}, {time} from ({numbers}) as numbers");
        await app.Database.ExecuteAsync(kind == DatabaseKind.Sqlite
            ? "insert into pdcbus_lane (lane, expires_at) values ('gone', 0)"
            : "insert into pdcbus_lane (lane, expires_at) values ('gone', '2000-01-01Z')");

        await Eventually.IsTrueAsync(() => app.Store.Figures.Waiting >= 10_001, ShopApp.Patience, Token);
        await Eventually.IsTrueAsync(() => app.Store.Figures.Waiting is > 20_000 and < 30_000, ShopApp.Patience, Token);
        var figures = app.Store.Figures;
        Assert.Equal(2, figures.WaitingBytes / figures.Waiting);
        Assert.Equal(new DateTimeOffset(2023, 11, 14, 22, 13, 20, TimeSpan.Zero), figures.OldestWaiting);
        Assert.StartsWith("Messages wait in gone, which no process sends.", app.Store.Trouble!.Description, StringComparison.Ordinal);
        Assert.Equal("Degraded", await app.HealthAsync());
    }

    private static PdcMessage Message(string topic) => new()
    {
        Id = Guid.CreateVersion7(),
        Topic = topic,
        Body = "{\"name\":\"early\"}"u8.ToArray(),
        Headers = new Dictionary<string, string>(),
        CreatedAt = TimeProvider.System.GetUtcNow(),
    };
}
