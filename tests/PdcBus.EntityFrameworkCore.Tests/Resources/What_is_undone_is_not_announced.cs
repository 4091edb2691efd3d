using System.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

/// <summary>Saves that fail, are rolled back or tried again.</summary>
public sealed class What_is_undone_is_not_announced
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Both => Databases.Both;

    public static TheoryData<DatabaseKind, PdcTransaction> Ways => ResourceApp.Ways;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task By_a_save_that_fails_and_is_announced_once_when_it_succeeds(DatabaseKind kind, PdcTransaction transaction)
    {
        await using var app = await ResourceApp.StartAsync(kind);

        await app.RunAsync(transaction, async job =>
        {
            app.Faults.FailCommands(1);
            job.Db.Add(new ArticleRow { Name = "a" });
            await Assert.ThrowsAnyAsync<Exception>(job.SaveAsync);
            Assert.Empty(job.Changes);
            await job.SaveAsync();
            Assert.Single(job.Changes);
        });

        Assert.Equal(["articles.added articles/a/ - > a"], await app.ToldAsync());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task By_a_save_whose_commit_fails_and_is_announced_once_when_it_succeeds(DatabaseKind kind)
    {
        await using var app = await ResourceApp.StartAsync(kind);

        await app.RunAsync(PdcTransaction.None, async job =>
        {
            app.Faults.FailCommits(1);
            job.Db.Add(new ArticleRow { Name = "a" });
            await Assert.ThrowsAnyAsync<Exception>(job.SaveAsync);
            Assert.Empty(job.Changes);
            Assert.Equal(0, job.Events.Count);
            await job.SaveAsync();
            Assert.Single(job.Changes);
        });

        Assert.Equal(["articles.added articles/a/ - > a"], await app.ToldAsync());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task By_a_transaction_that_is_rolled_back(DatabaseKind kind)
    {
        await using var app = await ResourceApp.StartAsync(kind);

        await app.RunAsync(PdcTransaction.None, async job =>
        {
            await AddAsync(job, "a");
            await using (var undone = await job.Db.Database.BeginTransactionAsync(Token))
            {
                await AddAsync(job, "b");
                await AddAsync(job, "c");
                Assert.Equal(3, job.Changes.Count);
                await undone.RollbackAsync(Token);
            }

            Assert.Equal(["articles/a/ - > a"], job.Changes.Select(ResourceApp.Tell));
            job.Db.ChangeTracker.Clear();
            await using var kept = await job.Db.Database.BeginTransactionAsync(IsolationLevel.Serializable, Token);
            await AddAsync(job, "d");
            await kept.CommitAsync(Token);
        });

        Assert.Equal(["articles.added articles/a/ - > a", "articles.added articles/d/ - > d"], await app.ToldAsync());
        Assert.Empty(app.Logs.Of(1005));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task By_the_first_transaction_of_the_work(DatabaseKind kind)
    {
        await using var app = await ResourceApp.StartAsync(kind);

        await app.RunAsync(PdcTransaction.None, async job =>
        {
            await using (await job.Db.Database.BeginTransactionAsync(Token)) await AddAsync(job, "a");
            Assert.Empty(job.Changes);
        });

        Assert.Empty(await app.ToldAsync());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task By_a_savepoint_that_is_rolled_back_to(DatabaseKind kind, PdcTransaction transaction)
    {
        await using var app = await ResourceApp.StartAsync(kind);

        await app.RunAsync(transaction, async job =>
        {
            var own = transaction == PdcTransaction.None ? await job.Db.Database.BeginTransactionAsync(Token) : null;
            await AddAsync(job, "a");
            var current = job.Db.Database.CurrentTransaction!;
            await current.CreateSavepointAsync("here", Token);
            await AddAsync(job, "b");
            await current.RollbackToSavepointAsync("here", Token);
            Assert.Equal(["articles/a/ - > a"], job.Changes.Select(ResourceApp.Tell));
            job.Db.ChangeTracker.Clear();
            await AddAsync(job, "c");
            if (own is not null) await own.CommitAsync(Token);
        });

        Assert.Equal(["articles.added articles/a/ - > a", "articles.added articles/c/ - > c"], await app.ToldAsync());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task By_the_decision_unless_the_save_was_one(DatabaseKind kind)
    {
        await using var app = await ResourceApp.StartAsync(kind, handler: async job =>
        {
            await AddAsync(job, "a");
            return TypedResults.Conflict();
        });

        Assert.Equal(409, await app.PostAsync());
        Assert.Empty(await app.ToldAsync());
        Assert.Equal(409, await app.PostAsync("/run-none"));
        Assert.Equal(["articles.added articles/a/ - > a"], await app.ToldAsync());
        Assert.Contains(app.Decisions, d => d.Note == "the status is 409" && d.Decision.Publish);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task By_attempts_before_the_last_one(DatabaseKind kind)
    {
        await using var app = await ResourceApp.StartAsync(kind, retries: true);

        await app.RunAsync(PdcTransaction.None, async job =>
        {
            app.Faults.FailCommits(2);
            job.Announce("before");
            await AddAsync(job, "a");
            var change = Assert.Single(job.Changes);
            Assert.Equal(await job.Db.Articles.Select(a => a.Id).SingleAsync(Token), ((ArticleRow)change.Entity).Id);
            app.Faults.FailCommits(1);
            ((ArticleRow)change.Entity).Name = "b";
            job.Db.SaveChanges();
            app.Faults.FailCommands(1);
            await AddAsync(job, "c");
        });

        Assert.Equal(
            ["before", "articles.added articles/a/ - > a", "articles.changed articles/b/ a > b", "articles.added articles/c/ - > c"],
            await app.ToldAsync());
        Assert.Empty(app.Logs.Of(1005));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task By_transactions_that_are_tried_again(DatabaseKind kind)
    {
        await using var app = await ResourceApp.StartAsync(kind, retries: true);

        await app.RunAsync(PdcTransaction.None, async job =>
        {
            app.Faults.FailCommits(1);
            await job.Db.Database.CreateExecutionStrategy().ExecuteAsync(
                async token =>
                {
                    job.Db.ChangeTracker.Clear();
                    await using var transaction = await job.Db.Database.BeginTransactionAsync(token);
                    await AddAsync(job, "a");
                    await AddAsync(job, "b");
                    await transaction.CommitAsync(token);
                },
                Token);
            Assert.Equal(2, job.Changes.Count);
        });

        Assert.Equal(["articles.added articles/a/ - > a", "articles.added articles/b/ - > b"], await app.ToldAsync());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task And_the_rows_go_with_the_commit_of_the_very_save(DatabaseKind kind)
    {
        await using var app = await ResourceApp.StartAsync(kind);

        await app.RunAsync(PdcTransaction.None, complete: false, async job =>
        {
            await AddAsync(job, "a");
            Assert.Equal(0, job.Events.Count);
            await Eventually.IsTrueAsync(() => app.Bus.Messages.Count == 1, ShopApp.Patience, Token);
            Assert.Equal(AutoTransactionBehavior.WhenNeeded, job.Db.Database.AutoTransactionBehavior);
        });
    }

    private static Task AddAsync(Job job, string name)
    {
        job.Db.Add(new ArticleRow { Name = name });
        return job.SaveAsync();
    }
}
