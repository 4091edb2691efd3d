using System.Threading.Channels;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PdcBus;

/// <summary>The application uses MassTransit itself, and our bus stands beside it unseen.</summary>
public sealed class NeighbourTests : RabbitMqTest
{
    [Fact]
    public async Task Events_OfAnApplication_ReachRabbitMqBesideItsOwnBus()
    {
        var subscriber = await ListenAsync();
        var orders = Channel.CreateUnbounded<Order>();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["PdcBus:Messenger"] = "rabbitmq";
        builder.Configuration["PdcBus:TopicPrefix"] = "eng.pdc";
        builder.Configuration["PdcBus:RabbitMq:Urls:0"] = Server.UrlFor();
        builder.Configuration["PdcBus:RabbitMq:Exchange:Name"] = Exchange;
        builder.Services.AddLogging(logging => logging.AddProvider(Logs));
        builder.Services.AddMassTransit(x => x.UsingInMemory((_, cfg) => cfg.ReceiveEndpoint("orders", endpoint =>
            endpoint.Handler<Order>(context => orders.Writer.WriteAsync(context.Message).AsTask()))));
        builder.Services.AddPdcBus().AddRabbitMqMessenger();
        using var host = builder.Build();
        await host.StartAsync(Token);

        await host.Services.GetRequiredService<IBus>().Publish(new Order(7), Token);
        Guid id;
        await using (var scope = await host.Services.GetRequiredService<IPdcEventScopeFactory>()
            .OpenAsync("import", new PdcOrigin("jdoe", "nightly"), cancellationToken: Token))
        {
            id = scope.Buffer.Add(new ComposeCreated("TP-1.0-20150310.0", new DateOnly(2015, 3, 10), "production", 0));
            await scope.CompleteAsync(Token);
        }

        var seen = await subscriber.ReceiveAsync(Token);
        Assert.Equal("eng.pdc.compose", seen.RoutingKey);
        Assert.Equal(id.ToString(), seen.Properties.MessageId);
        Assert.Equal(id.ToString(), seen.Headers[PdcHeaders.MessageId]);
        Assert.Equal("jdoe", seen.Headers[PdcHeaders.Author]);
        Assert.Equal("nightly", seen.Headers[PdcHeaders.Comment]);
        Assert.Contains("\"compose_id\":\"TP-1.0-20150310.0\"", seen.Text, StringComparison.Ordinal);
        Assert.Equal(new Order(7), await orders.Reader.ReadAsync(Token));
        Assert.Equal("loopback", host.Services.GetRequiredService<IBus>().Address.Scheme);
        Assert.Equal(
            ["masstransit-bus"],
            host.Services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations.Select(r => r.Name));
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task TestHarness_OfTheApplication_SeesItsOwnMessagesAndNotOurs()
    {
        var subscriber = await ListenAsync();
        await using var application = new ServiceCollection()
            .AddLogging()
            .AddMassTransitTestHarness(x => x.AddHandler((Order _) => Task.CompletedTask))
            .BuildServiceProvider(validateScopes: true);
        var harness = application.GetRequiredService<ITestHarness>();
        await harness.Start();
        var messenger = CreateMessenger();

        await messenger.SendAsync(Messages.Make(), Token);
        await harness.Bus.Publish(new Order(8), Token);

        await subscriber.ReceiveAsync(Token);
        Assert.True(await harness.Consumed.Any<Order>(m => m.Context.Message.Number == 8, Token));
        Assert.Equal([typeof(Order)], harness.Published.Select(_ => true, Token).Select(m => m.MessageType));
        Assert.Empty(harness.Sent.Select(_ => true, Token));
        await harness.Stop(Token);
    }

    [Fact]
    public async Task SeveralMessengers_OnMassTransit_HaveABusEach()
    {
        var subscriber = await ListenAsync();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["PdcBus:Messenger:0"] = "rabbitmq";
        builder.Configuration["PdcBus:Messenger:1"] = "second";
        builder.Configuration["PdcBus:RabbitMq:Urls:0"] = Server.UrlFor();
        builder.Configuration["PdcBus:RabbitMq:Exchange:Name"] = Exchange;
        builder.Services.AddLogging(logging => logging.AddProvider(Logs));
        builder.Services.AddPdcBus()
            .AddRabbitMqMessenger()
            .AddMassTransitMessenger(
                "second",
                x => x.UsingRabbitMq((_, cfg) => cfg.Host(Server.Url)),
                message => new Uri($"exchange:{Exchange}?type=topic"));
        using var host = builder.Build();
        await host.StartAsync(Token);

        await using (var scope = await host.Services.GetRequiredService<IPdcEventScopeFactory>()
            .OpenAsync("import", cancellationToken: Token))
        {
            scope.Buffer.Add(new ComposeCreated("TP-1.0-20150310.0", new DateOnly(2015, 3, 10), "production", 0));
            await scope.CompleteAsync(Token);
        }

        var seen = await subscriber.ReceiveAsync(2, Token);
        Assert.Equal(seen[0].Properties.MessageId, seen[1].Properties.MessageId);
        await host.StopAsync(Token);
    }

    public sealed record Order(int Number);
}
