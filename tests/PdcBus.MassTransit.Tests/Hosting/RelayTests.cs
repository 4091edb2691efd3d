using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PdcBus;

/// <summary>The messenger under the relay, which retries.</summary>
public sealed class RelayTests : RabbitMqTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Events_AddedWhileRabbitMqIsDown_ArriveInOrderAfterItsReturn()
    {
        Server.RequireControl();
        var queue = await DeclareQueueAsync();
        using var host = BuildHost();
        await host.StartAsync(Token);
        var added = await AddAsync(host, 100);
        await Eventually.IsTrueAsync(() => WaitingIn(host) == 0, Patience, Token);
        await Server.KillAsync(Token);
        for (var request = 0; request < 20; request++) added.AddRange(await AddAsync(host, 1));

        await Server.StartAsync(Token);

        await Eventually.IsTrueAsync(() => WaitingIn(host) == 0, Patience, Token);
        await host.StopAsync(Token);
        Assert.Equal(added, await DrainAsync(queue));
    }

    [Fact]
    public async Task Events_UnderWayWhenRabbitMqIsKilled_ArriveInOrderAndRepeatsKeepTheirId()
    {
        Server.RequireControl();
        var queue = await DeclareQueueAsync();
        using var host = BuildHost();
        await host.StartAsync(Token);
        var added = await AddAsync(host, 5_000);

        await Server.KillAsync(Token);
        await Server.StartAsync(Token);

        await Eventually.IsTrueAsync(() => WaitingIn(host) == 0, Patience, Token);
        await host.StopAsync(Token);
        Assert.Equal(added, (await DrainAsync(queue)).Distinct());
    }

    [Fact]
    public async Task Log_OfAnOutage_HasOneLineForEachChange()
    {
        Server.RequireControl();
        await DeclareQueueAsync();
        using var host = BuildHost();
        await host.StartAsync(Token);
        await AddAsync(host, 1);
        await Eventually.IsTrueAsync(() => WaitingIn(host) == 0, Patience, Token);
        await Server.KillAsync(Token);
        await AddAsync(host, 1);
        await Server.StartAsync(Token);

        await Eventually.IsTrueAsync(() => WaitingIn(host) == 0, Patience, Token);

        await host.StopAsync(Token);
        var loud = Logs.Lines.Where(line => line.Level > LogLevel.Information).ToList();
        Assert.All(loud, line => Assert.StartsWith("PdcBus", line.Category, StringComparison.Ordinal));
        Assert.InRange(loud.Count, 1, 4);
    }

    private static long WaitingIn(IHost host) => host.Services.GetRequiredService<IOutboxStore>().Figures.Waiting;

    private IHost BuildHost()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["PdcBus:RabbitMq:Urls:0"] = Server.UrlFor();
        builder.Configuration["PdcBus:RabbitMq:Exchange:Name"] = Exchange;
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(Logs));
        builder.Services.AddPdcBus().AddRabbitMqMessenger();
        return builder.Build();
    }

    private static async Task<List<string>> AddAsync(IHost host, int count)
    {
        var ids = new List<string>();
        await using var scope = await host.Services.GetRequiredService<IPdcEventScopeFactory>()
            .OpenAsync("import", cancellationToken: Token);
        for (var i = 0; i < count; i++) ids.Add(scope.Buffer.Add(new Note(i)).ToString());
        await scope.CompleteAsync(Token);
        return ids;
    }

    /// <summary>An event without a key: append order is all that is owed.</summary>
    [PdcTopic("notes.written")]
    public sealed record Note(int Number);
}
