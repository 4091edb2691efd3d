using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static PdcBus.Speech;

namespace PdcBus;

/// <summary>An application with its relay on the outbox. What is to be sent is appended before the relay starts.</summary>
internal static class RelayedApplication
{
    private const int Keys = 3;
    private const string Kind = "mortal";

    public static async Task RunAsync(string folder, DeathMoment moment, int count)
    {
        var death = new Death(moment);
        using var bus = new FileBus(folder, death);
        using var host = Build(folder, death, bus);
        var outbox = host.Services.GetRequiredService<IOutbox>();
        for (var i = 0; i < count; i++)
        {
            var message = SampleMessage.New("t", $"{i % Keys}", i);
            await outbox.AppendAsync([new OutboxRow(SampleMessage.Lane, message)], CancellationToken.None);
            Say($"appended {message.Id}");
        }

        death.At(DeathMoment.AfterAppend);
        await host.StartAsync();
        var store = host.Services.GetRequiredService<IOutboxStore>();
        // The write that opens the file has told how much waits.
        await store.ReadAsync(SampleMessage.Lane, 0, 1, CancellationToken.None);
        while (store.Figures.Waiting > 0) await PauseAsync();
        Say("drained");
        await host.StopAsync();
    }

    private static IHost Build(string folder, Death death, FileBus bus)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration["PdcBus:Outbox:Path"] = folder;
        builder.Configuration["PdcBus:Outbox:Kind"] = Kind;
        var pdc = builder.Services.AddPdcBus().AddSqliteOutbox().AddMessenger(SampleMessage.Lane, _ => bus);
        var sqlite = builder.Services.Select(d => d.ImplementationInstance).OfType<OutboxRegistration>()
            .Single(r => r.Kind == "sqlite");
        pdc.AddOutbox(new OutboxRegistration
        {
            Kind = Kind,
            Outbox = sqlite.Outbox,
            Store = services => new MortalStore(sqlite.Store(services), death),
        });
        return builder.Build();
    }
}
