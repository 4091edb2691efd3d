using System.Transactions;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

/// <summary>Transactions that something else than the scope's context begins, and contexts beside it.</summary>
public sealed class Other_transactions_and_contexts
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Both => Databases.Both;

    public static TheoryData<DatabaseKind, bool> BothEnds =>
        [.. Enum.GetValues<DatabaseKind>().SelectMany(k => new[] { (k, true), (k, false) })];

    [Theory]
    [MemberData(nameof(BothEnds))]
    public async Task A_transaction_that_the_application_lends_to_the_context_holds_the_rows_of_what_it_saves(
        DatabaseKind kind, bool commits)
    {
        await using var app = await ShopApp.StartAsync(kind);

        await app.RunAsync(PdcTransaction.None, async job =>
        {
            await job.Db.Database.OpenConnectionAsync(Token);
            await using var transaction = await job.Db.Database.GetDbConnection().BeginTransactionAsync(Token);
            await job.Db.Database.UseTransactionAsync(transaction, Token);
            await job.SaveAsync("one");
            job.Add("two");
            job.Db.SaveChanges();
            if (commits) await transaction.CommitAsync(Token);
            else await transaction.RollbackAsync(Token);
        });

        await app.AssertAsync(commits ? ["one", "two"] : [], commits ? ["one", "two"] : []);
    }

    [Theory]
    [MemberData(nameof(BothEnds))]
    public async Task Which_the_context_may_end(DatabaseKind kind, bool commits)
    {
        await using var app = await ShopApp.StartAsync(kind);

        await app.RunAsync(PdcTransaction.None, async job =>
        {
            await job.Db.Database.OpenConnectionAsync(Token);
            await using var transaction = await job.Db.Database.GetDbConnection().BeginTransactionAsync(Token);
            var lent = await job.Db.Database.UseTransactionAsync(transaction, Token);
            await job.SaveAsync("one");
            job.Announce("two");
            if (commits) await lent!.CommitAsync(Token);
            else await lent!.RollbackAsync(Token);
        });

        await app.AssertAsync(commits ? ["one"] : [], commits ? ["one", "two"] : []);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_transaction_scope_holds_the_rows_of_what_is_saved_in_it(bool completes)
    {
        await using var app = await ShopApp.StartAsync(DatabaseKind.PostgreSql);

        await app.RunAsync(PdcTransaction.None, async job =>
        {
            using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
            await job.SaveAsync("one");
            job.Add("two");
            job.Db.SaveChanges();
            Assert.Equal(0, await CountUnseenAsync(app));
            if (completes) scope.Complete();
        });

        await app.AssertAsync(completes ? ["one", "two"] : [], completes ? ["one", "two"] : []);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task And_so_does_one_that_the_context_is_enlisted_in(bool commits)
    {
        await using var app = await ShopApp.StartAsync(DatabaseKind.PostgreSql);

        await app.RunAsync(PdcTransaction.None, async job =>
        {
            using var transaction = new CommittableTransaction();
            await job.Db.Database.OpenConnectionAsync(Token);
            job.Db.Database.EnlistTransaction(transaction);
            await job.SaveAsync("one");
            if (commits) transaction.Commit();
            else transaction.Rollback();
            await job.Db.Database.CloseConnectionAsync();
        });

        await app.AssertAsync(commits ? ["one"] : [], commits ? ["one"] : []);
    }

    [Fact]
    public async Task SQLite_knows_no_transaction_scopes_and_the_save_says_so()
    {
        await using var app = await ShopApp.StartAsync(DatabaseKind.Sqlite);

        await app.RunAsync(PdcTransaction.None, async job =>
        {
            using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
            job.Add("one");
            await Assert.ThrowsAsync<InvalidOperationException>(() => job.SaveAsync());
        });

        await app.AssertAsync([], []);
    }

    [Theory]
    [MemberData(nameof(BothEnds))]
    public async Task A_context_of_another_kind_joins_by_connection_and_transaction(DatabaseKind kind, bool succeeds)
    {
        await using var app = await ShopApp.StartAsync(kind, handler: async job =>
        {
            await job.SaveAsync("one");
            var options = new DbContextOptionsBuilder<OtherContext>();
            var connection = job.Db.Database.GetDbConnection();
            _ = kind == DatabaseKind.PostgreSql ? options.UseNpgsql(connection) : options.UseSqlite(connection);
            await using var other = new OtherContext(options.Options);
            await other.Database.UseTransactionAsync(job.Db.Database.CurrentTransaction!.GetDbTransaction(), Token);
            other.Things.Add(new Thing { Name = "two" });
            await other.SaveChangesAsync(Token);
            job.Announce("two");
            return succeeds ? TypedResults.Ok() : TypedResults.Conflict();
        });

        await app.PostAsync();

        await app.AssertAsync(succeeds ? ["one", "two"] : [], succeeds ? ["one", "two"] : []);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_context_that_the_application_makes_for_itself_is_not_followed_and_its_events_come_late(
        DatabaseKind kind)
    {
        await using var app = await ShopApp.StartAsync(kind, ContextStyle.Factory);

        await app.RunAsync(PdcTransaction.None, async job =>
        {
            await using var made = await job.Services.GetRequiredService<IDbContextFactory<ShopContext>>()
                .CreateDbContextAsync(Token);
            job.Announce("one");
            made.Things.Add(new Thing { Name = "one" });
            await made.SaveChangesAsync(Token);
            Assert.Equal(0, await app.RowsAsync());
            await using var newedUp = new ShopContext(job.Services.GetRequiredService<DbContextOptions<ShopContext>>());
            newedUp.Things.Add(new Thing { Name = "two" });
            await newedUp.SaveChangesAsync(Token);
        });

        await app.AssertAsync(["one", "two"], ["one"]);
        Assert.Single(app.Logs.Of(1005));
    }

    private static Task<long> CountUnseenAsync(ShopApp app)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(app.RowsAsync, Token);
        }
    }

    private sealed class OtherContext(DbContextOptions<OtherContext> options) : DbContext(options)
    {
        public DbSet<Thing> Things => Set<Thing>();

        protected override void OnModelCreating(ModelBuilder modelBuilder) =>
            modelBuilder.Entity<Thing>().Property(t => t.Id).ValueGeneratedNever();
    }
}
