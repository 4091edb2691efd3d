using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace PdcBus.FedoraMessaging.Tests;

public sealed class FedoraMessagingMessengerTests
{
    [Fact]
    public async Task Message_ThatIsConfirmed_HasArrivedAsItIs()
    {
        await using var rig = await BrokerRig.StartAsync();
        var message = Make.Message("compose", """{"compose_id":"é 😀","comment":null}""");

        await rig.SendAsync(message);

        var delivery = await rig.ReceiveAsync();
        Assert.Equal($"{rig.Prefix}.compose", delivery.RoutingKey);
        Assert.Equal(message.Body.ToArray(), delivery.Body);
        Assert.Equal(message.Id.ToString(), delivery.Properties.MessageId);
        Assert.Equal(5, delivery.Properties.Headers!.Count);
        Assert.Equal("2026-03-08T12:00:00+00:00", delivery.Headers["sent-at"]);
    }

    [Fact]
    public async Task Messages_HandedOverAtOnce_AreConfirmedTogetherAndStayInOrder()
    {
        const int Count = 3000;
        await using var rig = await BrokerRig.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, Count).Select(i => rig.SendAsync(Make.Message($"m{i}"))));

        var received = await rig.Subscriber.ReceiveAsync(Count, TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, Count).Select(i => $"{rig.Prefix}.m{i}"), received.Select(d => d.RoutingKey));
        Assert.All(received, d => Assert.DoesNotContain(d.Properties.Headers!.Keys, k => k.StartsWith("x-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Message_NobodyIsBoundFor_IsDone()
    {
        await using var rig = await BrokerRig.StartAsync(o => o.Exchange = "amq.direct");

        await rig.SendAsync();
    }

    [Fact]
    public async Task Message_AboutThousandsOfPackages_ArrivesAndCostsNothing()
    {
        await using var rig = await BrokerRig.StartAsync();

        await rig.SendAsync(Make.Message("rpms", notice: Make.Affecting(20_000)));
        await rig.SendAsync(Make.Message("next"));

        Assert.Equal(1005, (await rig.ReceiveAsync()).Properties.Headers!.Count);
        Assert.Equal($"{rig.Prefix}.next", (await rig.ReceiveAsync()).RoutingKey);
    }

    [Fact]
    public async Task Exchange_ThatDoesNotExist_IsUnreachableAndSaysSo()
    {
        await using var rig = await BrokerRig.StartAsync(o => o.Exchange = $"none-{Guid.NewGuid():N}");

        var errors = await Task.WhenAll(rig.FailAsync(), rig.FailAsync(), rig.FailAsync());

        Assert.All(errors, e => Assert.Equal(MessengerErrorKind.Unreachable, e.Kind));
        Assert.Contains("does not exist (NOT_FOUND - no exchange 'none-", errors[0].Message, StringComparison.Ordinal);
        Assert.Contains("Check PdcBus:FedoraMessaging:Exchange", errors[0].Message, StringComparison.Ordinal);
        using var connection = await rig.Server.ConnectAsync(TestContext.Current.CancellationToken);
        using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<RabbitMQ.Client.Exceptions.OperationInterruptedException>(
            () => channel.ExchangeDeclarePassiveAsync("none", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Password_ThatIsWrong_IsUnreachableAndNotRepeated()
    {
        var server = await RabbitMqServer.RequireAsync(TestContext.Current.CancellationToken);
        await using var rig = await BrokerRig.StartAsync(o => o.Url = server.UrlFor(password: "wrong-secret"));

        var error = await rig.FailAsync();

        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);
        Assert.EndsWith(
            "cannot be reached: the broker refused the login. Check user and password in PdcBus:FedoraMessaging:Url.",
            error.Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task VirtualHost_ThatDoesNotExist_IsUnreachableAndSaysSo()
    {
        var server = await RabbitMqServer.RequireAsync(TestContext.Current.CancellationToken);
        await using var rig = await BrokerRig.StartAsync(o => o.Url = server.UrlFor(virtualHost: "/none"));

        var error = await rig.FailAsync();

        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);
        Assert.Contains("vhost /none not found", error.Message, StringComparison.Ordinal);
        Assert.Contains("Check the virtual host in PdcBus:FedoraMessaging:Url", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broker_ThatIsNotThere_IsUnreachable()
    {
        await using var messenger = BrokerRig.Create(new FedoraMessagingOptions { Url = "amqp://u:p@127.0.0.1:9/" });

        var error = await Assert.ThrowsAsync<MessengerException>(
            () => messenger.SendAsync(Make.Message(), TestContext.Current.CancellationToken));

        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);
        Assert.StartsWith("amqp://127.0.0.1:9/ cannot be reached: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Check PdcBus:FedoraMessaging:Url, and whether the broker runs.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Topic_ThatIsTooLong_IsInvalidBeforeAnythingIsSent()
    {
        await using var rig = await BrokerRig.StartAsync();

        Assert.Equal(MessengerErrorKind.Invalid, (await rig.FailAsync(Make.Message(new string('x', 250)))).Kind);
    }

    [Fact]
    public async Task Queue_ThatIsFull_RefusesTheMessage()
    {
        await using var rig = await BrokerRig.StartAsync();
        await using var connection = await rig.Server.ConnectAsync(TestContext.Current.CancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        var queue = await channel.QueueDeclareAsync(
            arguments: new Dictionary<string, object?> { ["x-max-length"] = 1, ["x-overflow"] = "reject-publish" },
            cancellationToken: TestContext.Current.CancellationToken);
        await channel.QueueBindAsync(
            queue.QueueName, "amq.topic", $"{rig.Prefix}.full", cancellationToken: TestContext.Current.CancellationToken);

        await rig.SendAsync(Make.Message("full"));
        var error = await rig.FailAsync(Make.Message("full"));
        await rig.SendAsync(Make.Message("other"));

        Assert.Equal(MessengerErrorKind.Refused, error.Kind);
    }

    [Fact]
    public async Task Application_IsNamedToTheBrokersOperators()
    {
        await using var rig = await BrokerRig.StartAsync(o => o.App = $"app-{Guid.NewGuid():N}");
        await rig.SendAsync();

        var connections = await rig.Server.ControlAsync(
            ["list_connections", "client_properties"], TestContext.Current.CancellationToken);

        var own = Assert.Single(
            connections.Split('\n'), line => line.Contains("PdcBus.FedoraMessaging", StringComparison.Ordinal) && line.Contains("app-", StringComparison.Ordinal));
        Assert.DoesNotContain("RabbitMQ-URL", own, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_WhileNothingIsUnderWay_LeavesNoConnection()
    {
        var rig = await BrokerRig.StartAsync(o => o.App = $"stop-{Guid.NewGuid():N}");
        await rig.SendAsync();

        await rig.DisposeAsync();
        await rig.Messenger.DisposeAsync();

        await Eventually.IsTrueAsync(
            async () => !(await rig.Server.ControlAsync(
                ["list_connections", "client_properties"], TestContext.Current.CancellationToken)).Contains("stop-", StringComparison.Ordinal),
            TimeSpan.FromSeconds(60),
            TestContext.Current.CancellationToken);
        Assert.Equal(MessengerErrorKind.Unreachable, (await rig.FailAsync()).Kind);
    }
}
