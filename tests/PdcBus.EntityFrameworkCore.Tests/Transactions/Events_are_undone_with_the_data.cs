using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace PdcBus;

/// <summary>Without a surrounding transaction: what is not committed is not announced.</summary>
public sealed class Events_are_undone_with_the_data
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task When_a_transaction_is_rolled_back_or_left(DatabaseKind kind)
    {
        await using var app = await ShopApp.StartAsync(kind);

        await app.RunAsync(PdcTransaction.None, async job =>
        {
            await using (var transaction = await job.Db.Database.BeginTransactionAsync(Token))
            {
                await job.SaveAsync("rolled back");
                await transaction.RollbackAsync(Token);
            }

            await using (await job.Db.Database.BeginTransactionAsync(Token))
            {
                await job.SaveAsync("left");
            }

            using (var transaction = job.Db.Database.BeginTransaction())
            {
                await job.SaveAsync("rolled back blocking");
                transaction.Rollback();
            }

            using (job.Db.Database.BeginTransaction())
            {
                await job.SaveAsync("left blocking");
            }

            job.Db.ChangeTracker.Clear();
            await job.SaveAsync("saved");
        });

        await app.AssertAsync(["saved"], ["saved"]);
        Assert.Equal(4, app.Decisions.Count(d => d.Decision.Reason == DiscardReason.Undone));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Also_those_that_were_added_before_the_transaction_began(DatabaseKind kind)
    {
        await using var app = await ShopApp.StartAsync(kind);

        await app.RunAsync(PdcTransaction.None, async job =>
        {
            job.Add("saved in it");
            await using (await job.Db.Database.BeginTransactionAsync(Token)) await job.SaveAsync();
        });

        await app.AssertAsync([], []);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task But_those_whose_data_comes_later_are_kept(DatabaseKind kind)
    {
        await using var app = await ShopApp.StartAsync(kind);

        await app.RunAsync(PdcTransaction.None, async job =>
        {
            job.Announce("kept");
            await using (await job.Db.Database.BeginTransactionAsync(Token))
            {
                job.Announce("undone");
            }

            job.Db.Things.Add(new Thing { Name = "kept" });
            await job.SaveAsync();
        });

        await app.AssertAsync(["kept"], ["kept"]);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task When_a_savepoint_is_rolled_back_to(DatabaseKind kind)
    {
        await using var app = await ShopApp.StartAsync(kind);

        await app.RunAsync(PdcTransaction.None, UseSavepointsAsync);

        await app.AssertAsync(["one", "six", "seven"], ["one", "six", "seven"]);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task When_a_savepoint_of_the_surrounding_transaction_is_rolled_back_to(DatabaseKind kind)
    {
        await using var app = await ShopApp.StartAsync(kind);

        await app.RunAsync(PdcTransaction.Required, job => UseSavepointsAsync(job, job.Db.Database.CurrentTransaction!));

        await app.AssertAsync(["one", "six", "seven"], ["one", "six", "seven"]);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task When_a_save_fails_and_its_changes_are_given_up(DatabaseKind kind)
    {
        await using var app = await ShopApp.StartAsync(kind);

        await app.RunAsync(PdcTransaction.None, async job =>
        {
            await job.SaveAsync("one");
            job.Add("one");
            await Assert.ThrowsAsync<DbUpdateException>(() => job.SaveAsync());
            job.Db.ChangeTracker.Clear();
            await job.SaveAsync("two");
        });
        await app.RunAsync(PdcTransaction.None, async job =>
        {
            job.Add("two");
            Assert.Throws<DbUpdateException>(() => job.Db.SaveChanges());
            await Task.CompletedTask;
        });

        await app.AssertAsync(["one", "two"], ["one", "two"]);
        Assert.Equal(2, app.Decisions.Count(d => d.Decision.Reason == DiscardReason.Undone));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task But_not_when_the_changes_are_saved_after_all(DatabaseKind kind)
    {
        await using var app = await ShopApp.StartAsync(kind);

        await app.RunAsync(PdcTransaction.None, async job =>
        {
            await job.SaveAsync("one");
            var thing = job.Db.Things.Add(new Thing { Name = "one" }).Entity;
            job.Announce("two");
            await Assert.ThrowsAsync<DbUpdateException>(() => job.SaveAsync());
            thing.Name = "two";
            await job.SaveAsync();
        });

        await app.AssertAsync(["one", "two"], ["one", "two"]);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task When_the_commit_fails(DatabaseKind kind)
    {
        await using var app = await ShopApp.StartAsync(kind);

        await app.RunAsync(PdcTransaction.None, async job =>
        {
            await using (var transaction = await job.Db.Database.BeginTransactionAsync(Token))
            {
                await job.SaveAsync("one");
                app.Faults.FailCommits(1);
                await Assert.ThrowsAsync<TimeoutException>(() => transaction.CommitAsync(Token));
            }
        });

        await app.AssertAsync([], []);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task When_the_save_is_cancelled(DatabaseKind kind)
    {
        await using var app = await ShopApp.StartAsync(kind);
        using var left = new CancellationTokenSource();

        await app.RunAsync(PdcTransaction.None, async job =>
        {
            job.Db.SavingChanges += (_, _) => left.Cancel();
            job.Add("one");
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => job.Db.SaveChangesAsync(left.Token));
        });

        await app.AssertAsync([], []);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task When_their_rows_cannot_be_written(DatabaseKind kind)
    {
        await using var app = await ShopApp.StartAsync(kind);

        await app.RunAsync(PdcTransaction.None, async job =>
        {
            await app.Database.ExecuteAsync("alter table pdcbus_outbox rename to elsewhere");
            job.Add("one");
            var error = await Assert.ThrowsAnyAsync<Exception>(() => job.SaveAsync());
            Assert.Contains("dotnet ef migrations add PdcBusOutbox --context ShopContext", error.ToString(), StringComparison.Ordinal);
        });

        await app.Database.ExecuteAsync("alter table elsewhere rename to pdcbus_outbox");
        await Eventually.IsTrueAsync(() => app.Store.Trouble is null, ShopApp.Patience, Token);
        await app.AssertAsync([], []);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task And_the_application_that_discards_them_keeps_its_data(DatabaseKind kind)
    {
        await using var app = await ShopApp.StartAsync(kind, handler: async job =>
        {
            job.Add("one");
            job.Events.Discard("nobody needs to know");
            await job.SaveAsync();
            return TypedResults.Ok();
        });

        Assert.Equal(200, await app.PostAsync("/run-none"));

        await app.AssertAsync(["one"], []);
    }

    private static async Task UseSavepointsAsync(Job job)
    {
        await using var transaction = await job.Db.Database.BeginTransactionAsync(Token);
        await UseSavepointsAsync(job, transaction);
        await transaction.CommitAsync(Token);
    }

    private static async Task UseSavepointsAsync(Job job, IDbContextTransaction transaction)
    {
        await job.SaveAsync("one");
        await transaction.CreateSavepointAsync("first", Token);
        await job.SaveAsync("two");
        await transaction.CreateSavepointAsync("second", Token);
        await job.SaveAsync("three");
        transaction.RollbackToSavepoint("second");
        await job.SaveAsync("four");
        await transaction.RollbackToSavepointAsync("first", Token);
        transaction.CreateSavepoint("third");
        await job.SaveAsync("six");
        await transaction.ReleaseSavepointAsync("third", Token);
        await job.SaveAsync("seven");
    }
}
