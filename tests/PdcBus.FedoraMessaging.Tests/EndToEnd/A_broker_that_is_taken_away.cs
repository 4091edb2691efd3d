using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;

namespace PdcBus.FedoraMessaging.Tests;

[Collection(BrokerIsTakenAwayCollection.Name)]
public sealed class A_broker_that_is_taken_away
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Delivers_what_was_published_meanwhile_in_order_when_it_is_back()
    {
        var server = await RabbitMqServer.RequireAsync(CancellationToken);
        server.RequireControl();
        var prefix = $"test-{Guid.NewGuid():N}";
        await BindDurablyAsync(server, prefix);
        using var application = await StartApplicationAsync(server, prefix);
        await PublishAsync(application, ["before"]);
        await EmptiedAsync(application);
        await server.KillAsync(CancellationToken);

        var ids = await PublishAsync(application, Enumerable.Range(0, 200).Select(i => $"c-{i}"));
        await server.StartAsync(CancellationToken);
        await EmptiedAsync(application);

        var received = await TakeAsync(server, prefix);
        // A repeat is allowed, a gap or another order is not.
        Assert.Equal(ids.Select(id => id.ToString()), received.Skip(1).Distinct());
        await application.StopAsync(CancellationToken);
    }

    [Fact]
    public async Task Is_left_alone_when_it_is_silent_and_used_again_when_it_answers()
    {
        await using var rig = await BrokerRig.StartAsync();
        rig.Server.RequireControl();
        await rig.SendAsync(Make.Message("before"));
        await rig.Server.FreezeAsync(CancellationToken);
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => rig.Messenger.SendAsync(Make.Message("lost"), patience.Token));
            // The next one finds no broker that answers, and is not held up by the last one's connection.
            using var again = new CancellationTokenSource(TimeSpan.FromSeconds(3));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => rig.Messenger.SendAsync(Make.Message("lost"), again.Token));
        }
        finally
        {
            await rig.Server.ThawAsync(CancellationToken);
        }

        var started = TimeProvider.System.GetTimestamp();
        await rig.SendAsync(Make.Message("after"));

        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Equal($"{rig.Prefix}.before", (await rig.ReceiveAsync()).RoutingKey);
    }

    [Fact]
    public async Task Is_unreachable_while_it_takes_no_messages()
    {
        await using var rig = await BrokerRig.StartAsync();
        rig.Server.RequireControl();
        await rig.SendAsync();
        await AlarmAsync(rig.Server, "set_alarm", ", []");
        try
        {
            await Eventually.IsTrueAsync(
                async () => await Record.ExceptionAsync(() => rig.SendAsync()) is MessengerException
                {
                    Kind: MessengerErrorKind.Unreachable,
                },
                TimeSpan.FromSeconds(60),
                CancellationToken);
            var error = await rig.FailAsync();
            Assert.Contains("takes no messages now (low on memory)", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            await AlarmAsync(rig.Server, "clear_alarm", "");
        }

        await Eventually.IsTrueAsync(
            async () => await Record.ExceptionAsync(() => rig.SendAsync()) is null, TimeSpan.FromSeconds(60), CancellationToken);
    }

    [Fact]
    public async Task Parks_what_is_larger_than_it_takes_and_goes_on()
    {
        var server = await RabbitMqServer.RequireAsync(CancellationToken);
        await server.ControlAsync(["eval", "application:set_env(rabbit, max_message_size, 100000)."], CancellationToken);
        try
        {
            await using var rig = await BrokerRig.StartAsync();

            var error = await rig.FailAsync(Make.Message(body: $$"""{"text":"{{new string('x', 100_000)}}"}"""));
            await rig.SendAsync(Make.Message("next"));

            Assert.Equal(MessengerErrorKind.TooLarge, error.Kind);
            Assert.Equal($"{rig.Prefix}.next", (await rig.ReceiveAsync()).RoutingKey);
        }
        finally
        {
            await server.ControlAsync(["eval", "application:unset_env(rabbit, max_message_size)."], CancellationToken.None);
        }
    }

    private static Task<string> AlarmAsync(RabbitMqServer server, string verb, string rest)
    {
        var alarm = "{resource_limit, memory, node()}";
        return server.ControlAsync(
            ["eval", verb == "set_alarm" ? $"rabbit_alarm:set_alarm({{{alarm}{rest}}})." : $"rabbit_alarm:clear_alarm({alarm})."],
            CancellationToken.None);
    }

    private static async Task BindDurablyAsync(RabbitMqServer server, string prefix)
    {
        await using var connection = await server.ConnectAsync(CancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: CancellationToken);
        await channel.QueueDeclareAsync(prefix, durable: true, exclusive: false, autoDelete: false, cancellationToken: CancellationToken);
        await channel.QueueBindAsync(prefix, "amq.topic", $"{prefix}.#", cancellationToken: CancellationToken);
    }

    /// <summary>The ids of what lies in the queue, in order; afterwards there is no queue.</summary>
    private static async Task<IReadOnlyList<string>> TakeAsync(RabbitMqServer server, string queue)
    {
        await using var connection = await server.ConnectAsync(CancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: CancellationToken);
        var ids = new List<string>();
        while (await channel.BasicGetAsync(queue, autoAck: true, CancellationToken) is { } message)
        {
            ids.Add(message.BasicProperties.MessageId!);
        }

        await channel.QueueDeleteAsync(queue, ifUnused: false, ifEmpty: false, cancellationToken: CancellationToken);
        return ids;
    }

    private static async Task<IHost> StartApplicationAsync(RabbitMqServer server, string prefix)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["PdcBus:FedoraMessaging:Url"] = server.Url.ToString(),
            ["PdcBus:FedoraMessaging:TopicPrefix"] = prefix,
        });
        builder.Services.AddPdcBus().AddFedoraMessagingMessenger();
        var host = builder.Build();
        await host.StartAsync(CancellationToken);
        return host;
    }

    private static async Task<IReadOnlyList<Guid>> PublishAsync(IHost application, IEnumerable<string> composes)
    {
        var ids = new List<Guid>();
        foreach (var compose in composes)
        {
            await using var scope = await application.Services.GetRequiredService<IPdcEventScopeFactory>()
                .OpenAsync("test", cancellationToken: CancellationToken);
            ids.Add(scope.Buffer.Add(new ComposeDeleted(compose)));
            await scope.CompleteAsync(CancellationToken);
        }

        return ids;
    }

    private static Task EmptiedAsync(IHost application) => Eventually.IsTrueAsync(
        () => application.Services.GetRequiredService<IOutboxStore>().Figures.Waiting == 0,
        TimeSpan.FromSeconds(60),
        CancellationToken);
}
