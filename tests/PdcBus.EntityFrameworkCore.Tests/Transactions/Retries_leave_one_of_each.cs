using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace PdcBus;

/// <summary>A strategy that retries repeats what it can repeat, and nobody announces twice for it.</summary>
public sealed class Retries_leave_one_of_each
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task When_a_save_is_tried_again(DatabaseKind kind)
    {
        await using var app = await ShopApp.StartAsync(kind, retries: true);
        var id = Guid.Empty;

        await app.RunAsync(PdcTransaction.None, async job =>
        {
            id = job.Add("one");
            app.Faults.FailCommands(1);
            await job.SaveAsync();
            job.Add("two");
            app.Faults.FailCommits(2);
            job.Db.SaveChanges();
        });

        await app.AssertAsync(["one", "two"], ["one", "two"]);
        Assert.Equal(id, app.Bus.Messages[0].Id);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task When_a_transaction_of_the_application_is_tried_again(DatabaseKind kind)
    {
        await using var app = await ShopApp.StartAsync(kind, retries: true);
        var runs = 0;

        await app.RunAsync(PdcTransaction.None, async job =>
        {
            job.Announce("before");
            app.Faults.FailCommits(1);
            await job.Db.Database.CreateExecutionStrategy().ExecuteAsync(
                async token =>
                {
                    runs++;
                    job.Db.ChangeTracker.Clear();
                    await using var transaction = await job.Db.Database.BeginTransactionAsync(token);
                    await job.SaveAsync("one");
                    await transaction.CommitAsync(token);
                },
                Token);
        });

        Assert.Equal(2, runs);
        await app.AssertAsync(["one"], ["before", "one"]);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task And_a_surrounded_action_runs_once(DatabaseKind kind)
    {
        var runs = 0;
        await using var app = await ShopApp.StartAsync(kind, retries: true, handler: async job =>
        {
            runs++;
            Assert.Equal(0, await job.Db.Things.CountAsync(Token));
            await job.SaveAsync("one");
            Assert.False(job.Db.Database.CreateExecutionStrategy().RetriesOnFailure);
            await job.Db.Database.CreateExecutionStrategy().ExecuteAsync(() => job.SaveAsync("two"));
            job.Db.Database.CreateExecutionStrategy().Execute(() =>
            {
                job.Add("three");
                job.Db.SaveChanges();
            });
            await job.Db.Things.Where(t => t.Name == "one").ExecuteUpdateAsync(
                set => set.SetProperty(t => t.Name, "uno"), Token);
            return TypedResults.Ok(job.Db.Things.Count());
        });

        // The opening alone is tried again.
        app.Faults.FailOpenings(1);
        Assert.Equal(200, await app.PostAsync());

        Assert.Equal(1, runs);
        await app.AssertAsync(["uno", "two", "three"], ["one", "two", "three"]);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task And_what_fails_in_a_surrounded_action_fails_at_once(DatabaseKind kind)
    {
        var runs = 0;
        await using var app = await ShopApp.StartAsync(kind, retries: true, handler: async job =>
        {
            runs++;
            job.Add("one");
            await job.SaveAsync();
            return TypedResults.Ok();
        });

        app.Faults.FailCommands(1);
        Assert.Equal(500, await app.PostAsync());
        app.Faults.FailCommits(1);
        Assert.Equal(500, await app.PostAsync());

        Assert.Equal(2, runs);
        await app.AssertAsync([], []);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task And_a_scope_that_a_helper_opens_is_surrounded_too(DatabaseKind kind)
    {
        await using var app = await ShopApp.StartAsync(kind, retries: true);

        await using (var scope = await OpenAsync(app))
        {
            await new Job(scope.Services).SaveAsync("one");
            await scope.CompleteAsync(Token);
        }

        await app.AssertAsync(["one"], ["one"]);
    }

    private static async Task<IPdcEventScope> OpenAsync(ShopApp app)
    {
        await Task.Yield();
        return await app.RequiredScopeAsync();
    }
}
