using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace PdcBus;

/// <summary>Eight clients at once, whose requests succeed, fail in every way there is, and meet faults of the database.</summary>
public sealed class A_hundred_thousand_requests
{
    private const int OnEachDatabase = 50_000;
    private const int Clients = 8;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.PostgreSql)]
    [InlineData(DatabaseKind.Sqlite)]
    public async Task Leave_data_and_message_or_neither(DatabaseKind kind)
    {
        var number = 0;
        await using var app = await ShopApp.StartAsync(kind, handler: job => ActAsync(job, Interlocked.Increment(ref number)));
        var successes = 0;

        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(
            async () =>
            {
                for (var i = 0; i < OnEachDatabase / Clients; i++)
                {
                    if (i % 97 == 0) app.Faults.FailCommits(1);
                    if (i % 89 == 0) app.Faults.FailCommands(1);
                    if (await app.PostAsync() == StatusCodes.Status200OK) Interlocked.Increment(ref successes);
                }
            },
            Token)));
        app.Faults.FailCommits(0);
        app.Faults.FailCommands(0);

        var announced = await app.AnnouncedAsync();
        await using var context = app.Database.NewContext();
        var saved = await context.Things.Select(t => t.Name).ToListAsync(Token);
        Assert.Equal(saved.Order(StringComparer.Ordinal), announced.Order(StringComparer.Ordinal));
        Assert.Equal(successes, saved.Count);
        Assert.InRange(successes, OnEachDatabase / 2, OnEachDatabase * 9 / 10);
    }

    private static async Task<IResult> ActAsync(Job job, int number)
    {
        await job.SaveAsync($"thing {number}");
        switch (number % 16)
        {
            case 0:
                throw new InvalidDataException("The action throws.");
            case 4:
                return TypedResults.Conflict();
            case 8:
                await job.SaveAsync($"thing {number}"); // There is one of that name.
                return TypedResults.Ok();
            case 12:
                job.Events.Discard("nobody needs to know");
                return TypedResults.Conflict();
            default:
                return TypedResults.Ok();
        }
    }
}
