namespace PdcBus.Conformance.Tests;

/// <summary>An exchange of the test's own, and the settings that lead the sample to it.</summary>
internal sealed class RabbitMqExchange : IAsyncDisposable
{
    private RabbitMqExchange(RabbitMqServer server) => Server = server;

    public RabbitMqServer Server { get; }

    public string Name { get; } = $"pdc.case.{Guid.NewGuid():N}";

    /// <summary>Finds the RabbitMQ of the tests; without one the test is skipped.</summary>
    public static async Task<RabbitMqExchange> RequireAsync() =>
        new(await RabbitMqServer.RequireAsync(TestContext.Current.CancellationToken));

    /// <summary>Declares it, and sees what arrives.</summary>
    public Task<RabbitMqSubscriber> ListenAsync() =>
        RabbitMqSubscriber.ListenAsync(Server, Name, TestContext.Current.CancellationToken);

    /// <summary>AMQP 0.9.1.</summary>
    /// <param name="by">A proxy that stands between; null for none.</param>
    public (string Key, string Value)[] Settings(LoopbackProxy? by = null) =>
    [
        ("PdcBus:Messenger", "rabbitmq"),
        ("PdcBus:RabbitMq:Urls:0", by is null
            ? Server.Url.ToString()
            : new UriBuilder(Server.Url) { Host = by.Address.Host, Port = by.Address.Port }.ToString()),
        ("PdcBus:RabbitMq:Exchange:Name", Name),
    ];

    /// <summary>AMQP 1.0.</summary>
    public (string Key, string Value)[] Amqp10Settings() =>
    [
        ("PdcBus:Messenger", "amqp"),
        ("PdcBus:Amqp:Urls:0", Server.Url.GetLeftPart(UriPartial.Authority)),
        ("PdcBus:Amqp:Address", $"/exchange/{Name}/{{topic}}"),
    ];

    public async ValueTask DisposeAsync()
    {
        await using var connection = await Server.ConnectAsync(CancellationToken.None);
        await using var channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeleteAsync(Name);
    }
}
