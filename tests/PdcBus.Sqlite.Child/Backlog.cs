using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static PdcBus.Speech;

namespace PdcBus;

/// <summary>
/// Waits with a long backlog for a bus that is away, then sends it. Says <c>heap BYTES</c> while the bus is away, and
/// <c>drained BYTES</c> with the most that was seen on the way.
/// </summary>
internal static class Backlog
{
    private const int Set = 1000;

    public static async Task RunAsync(string folder, int count)
    {
        var bus = new PatientBus();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration["PdcBus:Outbox:Path"] = folder;
        builder.Services.AddPdcBus().AddSqliteOutbox().AddMessenger(SampleMessage.Lane, _ => bus);
        using var host = builder.Build();
        await host.StartAsync();
        var outbox = host.Services.GetRequiredService<IOutbox>();
        for (var done = 0; done < count; done += Set)
        {
            await outbox.AppendAsync(
                [.. Enumerable.Range(done, Set).Select(i => new OutboxRow(SampleMessage.Lane, SampleMessage.New("t", $"{i % 100}", i)))],
                CancellationToken.None);
        }

        await bus.HasBeenAskedAsync();
        Say($"heap {Heap()}");
        bus.IsThere = true;
        var store = host.Services.GetRequiredService<IOutboxStore>();
        var most = 0L;
        for (var next = count; store.Figures.Waiting is > 0 and var waiting;)
        {
            await PauseAsync();
            if (waiting > next) continue;
            next -= count / 10;
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
        }

        Say(string.Create(CultureInfo.InvariantCulture, $"drained {most}"));
        await host.StopAsync();
    }

    private static string Heap() => GC.GetTotalMemory(forceFullCollection: true).ToString(CultureInfo.InvariantCulture);

    private sealed class PatientBus : IMessenger
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public volatile bool IsThere;

        public Task HasBeenAskedAsync() => _asked.Task;

        public Task SendAsync(PdcMessage message, CancellationToken cancellationToken)
        {
            if (IsThere) return Task.CompletedTask;
            _asked.TrySetResult();
            return Task.FromException(new MessengerException(MessengerErrorKind.Unreachable, "The bus is away."));
        }
    }
}
