using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace PdcBus.FedoraMessaging.Tests;

public sealed class GoldenBytesTests
{
    public static TheoryData<string> Recorded => [.. Golden.Messages.Keys.Except(Golden.Others)];

    /// <summary>Written by this messenger, carried by RabbitMQ, read as bytes: what the original library writes.</summary>
    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Properties_OfAGoldenVector_ArriveByteForByte(string name)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var recorded = Golden.Messages[name];
        var server = await RabbitMqServer.RequireAsync(cancellationToken);
        await using var tap = new TappedConnection(server.Url.Host, server.Url.Port);
        var factory = new ConnectionFactory { Uri = server.Url, HostName = "127.0.0.1", Port = tap.Port };
        await using var connection = await factory.CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        var queue = await channel.QueueDeclareAsync(cancellationToken: cancellationToken);
        await channel.QueueBindAsync(
            queue.QueueName, Golden.Exchange, recorded.GetProperty("routing_key").GetString()!, cancellationToken: cancellationToken);

        var options = Golden.OptionsOf(recorded);
        options.Url = server.Url.ToString();
        await using var messenger = BrokerRig.Create(options);
        var message = Golden.MessageOf(recorded);
        await messenger.SendAsync(message, cancellationToken);

        BasicGetResult? delivered = null;
        await Eventually.IsTrueAsync(
            async () =>
            {
                // Other tests publish the same topics meanwhile.
                delivered = await channel.BasicGetAsync(queue.QueueName, autoAck: true, cancellationToken);
                return delivered?.BasicProperties.MessageId == message.Id.ToString();
            },
            TimeSpan.FromSeconds(60),
            cancellationToken);
        Assert.Contains(recorded.GetProperty("properties_hex").GetString()!, tap.PropertiesInHex);
        Assert.Equal(message.Body.ToArray(), delivered!.Body.ToArray());
        Assert.Equal(recorded.GetProperty("routing_key").GetString(), delivered.RoutingKey);
    }
}
