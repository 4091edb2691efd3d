using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace PdcBus;

/// <summary>
/// Writes facts, each in a unit of work of its own with its event, and says <c>written KEY NUMBER ID</c> when that has
/// returned. What fails is not repeated: whether it was stored after all the database knows.
/// </summary>
internal sealed class Writers(
    IPdcEventScopeFactory scopes, VictimOptions options, Fuse fuse, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(50);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Console.WriteLine("ready");
        await Task.WhenAll(Enumerable.Range(0, options.Writers).Select(
            writer => Task.Run(() => WriteAllAsync($"{options.Name}-{writer}", stoppingToken), stoppingToken)));
        Console.WriteLine("done");
    }

    private async Task WriteAllAsync(string key, CancellationToken stoppingToken)
    {
        for (var i = 0; i < options.Writes && !stoppingToken.IsCancellationRequested; i++)
        {
            var pause = options.Pace;
            try
            {
                var id = await WriteAsync(key, options.First + i);
                fuse.Reach(Failpoint.Commit);
                Console.WriteLine($"written {key} {options.First + i} {id}");
            }
            catch (Exception error)
            {
                Console.WriteLine($"failed {key} {options.First + i} {error.GetType().Name}");
                pause = PauseAfterFailure;
            }

            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<Guid> WriteAsync(string key, long number)
    {
        await using var scope = await scopes.OpenAsync("chaos");
        var id = scope.Buffer.Add(new FactWritten(key, number));
        if (scope.Services.GetService<FactContext>() is { } context)
        {
            context.Facts.Add(new Fact { Key = key, Number = number, MessageId = id });
            await context.SaveChangesAsync();
        }

        await scope.CompleteAsync();
        return id;
    }
}
