using Amqp;
using Amqp.Framing;

namespace PdcBus;

/// <summary>AMQPNetLite without anything around it, in its quickest safe way: a link and a callback for each outcome.</summary>
internal sealed class RawAmqp : IAsyncDisposable
{
    private static readonly OutcomeCallback OnOutcome = static (_, _, outcome, state) =>
    {
        var sent = (TaskCompletionSource)state;
        if (outcome is Accepted) sent.SetResult();
        else sent.SetException(new InvalidOperationException($"The outcome is {outcome}."));
    };

    private readonly Connection _connection;
    private readonly SenderLink _link;

    private RawAmqp(Connection connection, string address)
    {
        _connection = connection;
        _link = new SenderLink(new Session(connection), "benchmark", address);
    }

    public static async Task<RawAmqp> OpenAsync(Uri server, string address)
    {
        var user = server.UserInfo.Split(':').Select(Uri.UnescapeDataString).ToArray();
        var connection = await Connection.Factory.CreateAsync(
            new Address(server.Host, server.Port, user[0], user[1], scheme: "amqp"));
        return new RawAmqp(connection, address);
    }

    public Task SendAsync(PdcMessage message)
    {
        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var properties = new ApplicationProperties();
        foreach (var (name, value) in message.Headers) properties[name] = value;
        var amqp = new Message
        {
            Header = new Header { Durable = true },
            Properties = new Properties
            {
                MessageId = message.Id.ToString(),
                Subject = message.Topic,
                ContentType = PdcMessage.ContentType,
                CreationTime = message.CreatedAt.UtcDateTime,
            },
            ApplicationProperties = properties,
            BodySection = new Data { Binary = message.Body.ToArray() },
        };
        _link.Send(amqp, OnOutcome, sent);
        return sent.Task;
    }

    public async ValueTask DisposeAsync() => await _connection.CloseAsync();
}
