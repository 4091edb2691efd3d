using System.Text;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

/// <summary>Subscribers on MassTransit read the same messages with typed contracts.</summary>
public sealed class MassTransitSubscriberTests : RabbitMqTest
{
    [Fact]
    public async Task Consumer_OfAFamilyOfContracts_ReadsTheRightOne()
    {
        var received = new TaskCompletionSource<ConsumeContext<ComposeEvent>>();
        var bus = Bus.Factory.CreateUsingRabbitMq(cfg =>
        {
            cfg.Host(Server.Url);
            cfg.ReceiveEndpoint(endpoint =>
            {
                SubscribeTo(endpoint);
                endpoint.Handler<ComposeEvent>(context =>
                {
                    received.TrySetResult(context);
                    return Task.CompletedTask;
                });
            });
        });
        await bus.StartAsync(Token);
        try
        {
            var message = ComposeMessage();

            await CreateMessenger().SendAsync(message, Token);

            var context = await received.Task.WaitAsync(Token);
            var created = Assert.IsType<ComposeCreated>(context.Message);
            Assert.Equal("TP-1.0-20150310.0", created.ComposeId);
            Assert.Equal(new DateOnly(2015, 3, 10), created.ComposeDate);
            Assert.Equal(message.Id, context.MessageId);
            Assert.Equal("jdoe", context.Headers.Get<string>(PdcHeaders.Author));
        }
        finally
        {
            await bus.StopAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task TestHarness_OfASubscriber_SeesTheTypedContract()
    {
        await using var subscriber = new ServiceCollection()
            .AddLogging()
            .AddMassTransitTestHarness(x =>
            {
                x.AddConsumer<ComposeConsumer>();
                x.UsingRabbitMq((context, cfg) =>
                {
                    cfg.Host(Server.Url);
                    cfg.ReceiveEndpoint(endpoint =>
                    {
                        SubscribeTo(endpoint);
                        endpoint.ConfigureConsumer<ComposeConsumer>(context);
                    });
                });
            })
            .BuildServiceProvider(validateScopes: true);
        var harness = subscriber.GetRequiredService<ITestHarness>();
        await harness.Start();

        await CreateMessenger().SendAsync(ComposeMessage(), Token);

        Assert.True(await harness.Consumed.Any<ComposeCreated>(
            m => m.Context.Message.ComposeId == "TP-1.0-20150310.0", Token));
        await harness.Stop(CancellationToken.None);
    }

    private void SubscribeTo(IRabbitMqReceiveEndpointConfigurator endpoint)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.UseRawJsonDeserializer(isDefault: true);
        endpoint.Bind(Exchange, binding =>
        {
            binding.ExchangeType = "topic";
            binding.RoutingKey = "compose";
        });
    }

    private static PdcMessage ComposeMessage() => new()
    {
        Id = Guid.CreateVersion7(),
        Topic = "compose",
        Body = Encoding.UTF8.GetBytes(
            """
            {"action":"create","compose_id":"TP-1.0-20150310.0","compose_date":"2015-03-10","compose_type":"production",
            "compose_respin":0,"author":"jdoe","comment":null}
            """),
        Headers = new Dictionary<string, string> { [PdcHeaders.Author] = "jdoe" },
        CreatedAt = TimeProvider.System.GetUtcNow(),
    };

    private sealed class ComposeConsumer : IConsumer<ComposeCreated>
    {
        public Task Consume(ConsumeContext<ComposeCreated> context) => Task.CompletedTask;
    }
}
