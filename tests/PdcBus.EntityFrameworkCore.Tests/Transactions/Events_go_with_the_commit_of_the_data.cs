using System.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace PdcBus;

/// <summary>Without a surrounding transaction: whatever commits the data takes the events along.</summary>
public sealed class Events_go_with_the_commit_of_the_data
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Both => Databases.Both;

    public static TheoryData<DatabaseKind, ContextStyle> Styles =>
        [.. Enum.GetValues<DatabaseKind>().SelectMany(k => Enum.GetValues<ContextStyle>().Select(s => (k, s)))];

    [Theory]
    [MemberData(nameof(Styles))]
    public async Task Of_each_save(DatabaseKind kind, ContextStyle style)
    {
        await using var app = await ShopApp.StartAsync(kind, style);

        await app.RunAsync(PdcTransaction.None, async job =>
        {
            await job.SaveAsync("one");
            Assert.Equal(["one"], await app.AnnouncedAsync());
            job.Add("two");
            job.Add("three");
            await job.SaveAsync();
        });

        await app.AssertAsync(["one", "two", "three"], ["one", "two", "three"]);
        Assert.Empty(app.Logs.Of(1005));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Of_a_save_that_blocks(DatabaseKind kind)
    {
        await using var app = await ShopApp.StartAsync(kind);

        await app.RunAsync(PdcTransaction.None, job =>
        {
            job.Add("one");
            job.Db.SaveChanges();
            return Task.CompletedTask;
        });

        await app.AssertAsync(["one"], ["one"]);
        Assert.Empty(app.Logs.Of(1005));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Of_a_transaction_with_several_saves(DatabaseKind kind)
    {
        await using var app = await ShopApp.StartAsync(kind);

        await app.RunAsync(PdcTransaction.None, async job =>
        {
            await using var transaction = await job.Db.Database.BeginTransactionAsync(Token);
            await job.SaveAsync("one");
            await job.SaveAsync("two");
            job.Announce("three");
            Assert.Equal(0, await app.RowsAsync());
            await transaction.CommitAsync(Token);
        });

        await app.AssertAsync(["one", "two"], ["one", "two", "three"]);
        Assert.Empty(app.Logs.Of(1005));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Of_a_transaction_that_blocks_and_is_ended_by_the_context(DatabaseKind kind)
    {
        await using var app = await ShopApp.StartAsync(kind);

        await app.RunAsync(PdcTransaction.None, job =>
        {
            job.Db.Database.BeginTransaction(IsolationLevel.Serializable);
            job.Add("one");
            job.Db.SaveChanges();
            job.Db.Database.CommitTransaction();
            return Task.CompletedTask;
        });

        await app.AssertAsync(["one"], ["one"]);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Of_statements_inside_a_transaction(DatabaseKind kind)
    {
        await using var app = await ShopApp.StartAsync(kind);

        await app.RunAsync(PdcTransaction.None, async job =>
        {
            await job.SaveAsync("one");
            await using var transaction = await job.Db.Database.BeginTransactionAsync(Token);
            job.Announce("updated");
            await job.Db.Things.ExecuteUpdateAsync(set => set.SetProperty(t => t.Name, "uno"), Token);
            await transaction.CommitAsync(Token);
        });

        await app.AssertAsync(["uno"], ["one", "updated"]);
        Assert.Empty(app.Logs.Of(1005));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task That_an_interceptor_or_an_overridden_save_adds_meanwhile(DatabaseKind kind)
    {
        await using var app = await ShopApp.StartAsync(kind);

        await app.RunAsync(PdcTransaction.None, async job =>
        {
            job.Db.SavingChanges += (_, _) => job.Announce("added while saving");
            job.Db.Things.Add(new Thing { Name = "one" });
            await job.SaveAsync();
        });

        await app.AssertAsync(["one"], ["added while saving"]);
        Assert.Empty(app.Logs.Of(1005));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task And_that_commit_is_the_decision_whatever_comes_later(DatabaseKind kind)
    {
        await using var app = await ShopApp.StartAsync(kind, handler: async job =>
        {
            await job.SaveAsync("one");
            job.Announce("after the save");
            return TypedResults.Conflict();
        });

        Assert.Equal(409, await app.PostAsync("/run-none"));

        await app.AssertAsync(["one"], ["one"]);
        Assert.Contains(app.Decisions, d => d.Note == "the status is 409" && d.Decision.Publish);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task And_those_added_after_it_are_stored_too_which_is_said_once(DatabaseKind kind)
    {
        await using var app = await ShopApp.StartAsync(kind);

        for (var i = 0; i < 2; i++)
        {
            await app.RunAsync(PdcTransaction.None, async job =>
            {
                await job.SaveAsync($"one {i}");
                job.Announce($"late {i}");
                job.Announce($"later {i}");
            });
        }

        await app.AssertAsync(["one 0", "one 1"], ["one 0", "late 0", "later 0", "one 1", "late 1", "later 1"]);
        Assert.Contains("2 events were added after the last SaveChanges", Assert.Single(app.Logs.Of(1005)), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task And_those_of_a_statement_without_a_transaction_come_after_it(DatabaseKind kind)
    {
        await using var app = await ShopApp.StartAsync(kind);

        await app.RunAsync(PdcTransaction.None, async job =>
        {
            await job.SaveAsync("one");
            await job.Db.Things.ExecuteDeleteAsync(Token);
            job.Announce("deleted");
        });

        await app.AssertAsync([], ["one", "deleted"]);
        Assert.Single(app.Logs.Of(1005));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task And_the_rows_are_written_last(DatabaseKind kind)
    {
        await using var app = await ShopApp.StartAsync(kind);
        await CountThingsAtEachRowAsync(app.Database);

        await app.RunAsync(PdcTransaction.None, async job =>
        {
            await using var transaction = await job.Db.Database.BeginTransactionAsync(Token);
            await job.SaveAsync("one");
            job.Add("two");
            job.Add("three");
            await job.SaveAsync();
            await transaction.CommitAsync(Token);
        });
        await app.RunAsync(PdcTransaction.Required, async job =>
        {
            await job.SaveAsync("four");
            await job.SaveAsync("five");
        });

        Assert.Equal(3, await app.Database.CountAsync("select count(*) from seen where things = 3"));
        Assert.Equal(2, await app.Database.CountAsync("select count(*) from seen where things = 5"));
        Assert.Equal(5, await app.Database.CountAsync("select count(*) from seen"));
    }

    private static async Task CountThingsAtEachRowAsync(TestDatabase database)
    {
        await database.ExecuteAsync("create table seen (things integer)");
        await database.ExecuteAsync(database.Kind == DatabaseKind.Sqlite
            ? """
              create trigger see after insert on pdcbus_outbox
              begin insert into seen select count(*) from "Things"; end
              """
            : """
              create function see() returns trigger language plpgsql as
                $$ begin insert into seen select count(*) from "Things"; return null; end $$;
              create trigger see after insert on pdcbus_outbox for each row execute function see()
              """);
    }
}
