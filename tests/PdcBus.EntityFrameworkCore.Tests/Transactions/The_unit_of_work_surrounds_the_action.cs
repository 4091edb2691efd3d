using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace PdcBus;

/// <summary>With <see cref="PdcTransaction.Required"/> the decision commits or undoes everything.</summary>
public sealed class The_unit_of_work_surrounds_the_action
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Both => Databases.Both;

    public static TheoryData<DatabaseKind, ContextStyle> Styles =>
        [.. Enum.GetValues<DatabaseKind>().SelectMany(k => Enum.GetValues<ContextStyle>().Select(s => (k, s)))];

    [Theory]
    [MemberData(nameof(Styles))]
    public async Task Success_commits_all_and_anything_else_undoes_all(DatabaseKind kind, ContextStyle style)
    {
        Func<Job, Task<IResult>> act = _ => throw new NotSupportedException();
        await using var app = await ShopApp.StartAsync(kind, style, handler: job => act(job));

        Assert.Equal(200, await PostAsync(async job =>
        {
            await job.SaveAsync("one");
            await job.SaveAsync("two");
            job.Announce("after the last save");
            Assert.Equal(0, await app.RowsAsync());
            return TypedResults.Ok();
        }));
        Assert.Equal(409, await PostAsync(async job =>
        {
            await job.SaveAsync("conflicting");
            return TypedResults.Conflict();
        }));
        Assert.Equal(500, await PostAsync(async job =>
        {
            await job.SaveAsync("throwing");
            throw new InvalidDataException();
        }));
        Assert.Equal(500, await PostAsync(async job =>
        {
            await job.SaveAsync("three");
            await job.SaveAsync("one");
            return TypedResults.Ok();
        }));

        await app.AssertAsync(["one", "two"], ["one", "two", "after the last save"]);
        Assert.Empty(app.Logs.Of(1005));

        Task<int> PostAsync(Func<Job, Task<IResult>> next)
        {
            act = next;
            return app.PostAsync();
        }
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Statements_that_pass_the_tracker_by_are_part_of_it(DatabaseKind kind)
    {
        var result = TypedResults.StatusCode(409);
        await using var app = await ShopApp.StartAsync(kind, handler: async job =>
        {
            await job.SaveAsync("one");
            await job.Db.Things.ExecuteUpdateAsync(set => set.SetProperty(t => t.Name, "uno"), Token);
            job.Announce("updated");
            return result;
        });

        Assert.Equal(409, await app.PostAsync());
        result = TypedResults.StatusCode(202);
        Assert.Equal(202, await app.PostAsync());

        await app.AssertAsync(["uno"], ["one", "updated"]);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_scope_that_is_left_undoes_all(DatabaseKind kind)
    {
        await using var app = await ShopApp.StartAsync(kind);

        await app.RunAsync(PdcTransaction.Required, complete: false, job => job.SaveAsync("left"));
        await Assert.ThrowsAsync<InvalidDataException>(() => app.RunAsync(PdcTransaction.Required, async job =>
        {
            await job.SaveAsync("throwing");
            throw new InvalidDataException();
        }));

        await app.AssertAsync([], []);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_commit_that_fails_undoes_all(DatabaseKind kind)
    {
        await using var app = await ShopApp.StartAsync(kind, handler: async job =>
        {
            await job.SaveAsync("one");
            return TypedResults.Ok();
        });
        app.Faults.FailCommits(1);

        Assert.Equal(500, await app.PostAsync());

        await app.AssertAsync([], []);
        Assert.Single(app.Logs.Of(1002));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Reading_requests_have_no_transaction(DatabaseKind kind)
    {
        IDbContextTransaction? seen = null;
        await using var app = await ShopApp.StartAsync(kind, handler: async job =>
        {
            seen = job.Db.Database.CurrentTransaction;
            return TypedResults.Ok(await job.Db.Things.CountAsync(Token));
        });

        await app.Client.GetStringAsync(new Uri("/run", UriKind.Relative), Token);
        Assert.Null(seen);
        Assert.Equal(200, await app.PostAsync("/run-none"));
        Assert.Null(seen);
        Assert.Equal(200, await app.PostAsync("/run"));
        Assert.NotNull(seen);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task An_action_that_commits_it_is_told_so(DatabaseKind kind)
    {
        await using var app = await ShopApp.StartAsync(kind, handler: async job =>
        {
            await job.SaveAsync("one");
            await job.Db.Database.CommitTransactionAsync(Token);
            return TypedResults.Ok();
        });

        Assert.Equal(500, await app.PostAsync());

        await app.AssertAsync(["one"], []);
        var decision = app.Decisions[0].Decision;
        Assert.Equal(DiscardReason.NotStored, decision.Reason);
        Assert.Single(app.Logs.Of(1002));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task An_action_that_rolls_it_back_announces_nothing(DatabaseKind kind)
    {
        await using var app = await ShopApp.StartAsync(kind, handler: async job =>
        {
            await job.SaveAsync("one");
            await job.Db.Database.RollbackTransactionAsync(Token);
            job.Announce("two");
            return TypedResults.Ok();
        });

        Assert.Equal(500, await app.PostAsync());

        await app.AssertAsync([], []);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Requests_side_by_side_keep_their_events_apart(DatabaseKind kind)
    {
        var number = 0;
        await using var app = await ShopApp.StartAsync(kind, ContextStyle.Pooled, handler: async job =>
        {
            var n = Interlocked.Increment(ref number);
            await job.SaveAsync($"thing {n:00}");
            job.Announce($"more {n:00}");
            return n % 2 == 0 ? TypedResults.Ok() : TypedResults.Conflict();
        });

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            for (var i = 0; i < 5; i++) await app.PostAsync();
        }));

        var announced = await app.AnnouncedAsync();
        var even = Enumerable.Range(1, 40).Where(n => n % 2 == 0);
        Assert.Equal(
            even.SelectMany(n => new[] { $"thing {n:00}", $"more {n:00}" }).Order(StringComparer.Ordinal),
            announced.Order(StringComparer.Ordinal));
        await using var context = app.Database.NewContext();
        Assert.Equal(20, await context.Things.CountAsync(Token));
    }
}
