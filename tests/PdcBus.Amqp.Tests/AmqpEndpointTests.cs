namespace PdcBus;

public sealed class AmqpEndpointTests
{
    [Theory]
    [InlineData("amqp://localhost", "amqp", "localhost", 5672, null, null, null)]
    [InlineData("amqps://bus.example", "amqps", "bus.example", 5671, null, null, null)]
    [InlineData("amqp://jane:p%3Aa%2Fs%25s@h:1/", "amqp", "h", 1, "jane", "p:a/s%s", null)]
    [InlineData("amqp://pdc%40client:x@h/pdc%2Fsecond", "amqp", "h", 5672, "pdc@client", "x", "pdc/second")]
    [InlineData("amqp://[::1]:5", "amqp", "::1", 5, null, null, null)]
    public void Parse_Url_IsTakenApart(
        string text, string scheme, string host, int port, string? user, string? password, string? virtualHost)
    {
        var endpoint = AmqpEndpoint.Parse(text, out _)!;

        Assert.Equal(
            (scheme, host, port, user, password, virtualHost),
            (endpoint.Url.Scheme, endpoint.Host, endpoint.Url.Port, endpoint.User, endpoint.Password, endpoint.VirtualHost));
        Assert.Empty(endpoint.Url.UserInfo);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("localhost:5672")]
    [InlineData("stomp://localhost")]
    [InlineData("amqp://")]
    [InlineData("amqp://jane@h")]
    [InlineData("amqp://:x@h")]
    [InlineData("amqp://h/a/b")]
    [InlineData("amqp://h?x=1")]
    [InlineData("amqp://h#x")]
    public void Parse_NoUrl_HasAFlaw(string? text)
    {
        Assert.Null(AmqpEndpoint.Parse(text, out var flaw));
        Assert.EndsWith(".", flaw, StringComparison.Ordinal);
    }
}
