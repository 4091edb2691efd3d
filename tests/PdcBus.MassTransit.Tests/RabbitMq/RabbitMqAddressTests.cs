namespace PdcBus;

public sealed class RabbitMqAddressTests
{
    [Theory]
    [InlineData("amqp://u:p@h:5673/v", "h", 5673, "v", "u", "p")]
    [InlineData("amqp://h", "h", 5672, "/", "guest", "guest")]
    [InlineData("amqp://h/", "h", 5672, "/", "guest", "guest")]
    [InlineData("amqp://h/%2F", "h", 5672, "/", "guest", "guest")]
    [InlineData("amqp://h/%2f", "h", 5672, "/", "guest", "guest")]
    [InlineData("AMQP://h/v", "h", 5672, "v", "guest", "guest")]
    [InlineData("amqp://h/pdc%2Fsecond", "h", 5672, "pdc/second", "guest", "guest")]
    [InlineData("amqp://pdc%40client:p%3Aa%2Fs%25s@h/", "h", 5672, "/", "pdc@client", "p:a/s%s")]
    [InlineData("amqp://u:@h/", "h", 5672, "/", "u", "")]
    [InlineData("amqp://u:a:b@h/", "h", 5672, "/", "u", "a:b")]
    [InlineData("amqp://[::1]:5673/v", "::1", 5673, "v", "guest", "guest")]
    [InlineData("amqps://h/v", "h", 5671, "v", "guest", "guest")]
    [InlineData("amqps://u:p@h:5673/v", "h", 5673, "v", "u", "p")]
    public void TryParse_OfAnAddress_TakesItApart(
        string url, string host, int port, string virtualHost, string user, string password)
    {
        var address = RabbitMqAddress.TryParse(url, out var flaw);

        Assert.Null(flaw);
        Assert.Equal(
            new RabbitMqAddress(host, (ushort)port, virtualHost, user, password)
            {
                IsTls = url.StartsWith("amqps", StringComparison.Ordinal),
                HasLogin = url.Contains('@', StringComparison.Ordinal),
            },
            address);
    }

    [Theory]
    [InlineData("", "is not an address")]
    [InlineData("localhost", "is not an address")]
    [InlineData("localhost:5672", "is not an address")]
    [InlineData("amqp://", "is not an address")]
    [InlineData("amqp:///v", "is not an address")]
    [InlineData("amqp://h:99999/", "is not an address")]
    [InlineData("http://h/", "does not start with amqp:// or amqps://")]
    [InlineData("amqp://h:5671/", "has the port of TLS. Write amqps://")]
    [InlineData("amqp://h/v?heartbeat=5", "has something after the virtual host")]
    [InlineData("amqp://h/v#x", "has something after the virtual host")]
    [InlineData("amqp://h/a/b", "has a virtual host with a slash")]
    [InlineData("amqp://h//", "has a virtual host with a slash")]
    [InlineData("amqp://u@h/", "has a user without a password")]
    public void TryParse_OfSomethingElse_SaysWhatIsWrong(string url, string expected)
    {
        var address = RabbitMqAddress.TryParse(url, out var flaw);

        Assert.Null(address);
        Assert.StartsWith(expected, flaw, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("amqp://u:secret@h/v", "…@h/v")]
    [InlineData("amqp://u:sec@ret@h/v", "…@h/v")]
    [InlineData("amqps://h/v", "amqps://h/v")]
    [InlineData("amqp:/u:secret/h", "amqp:…")]
    [InlineData("u:secret", "u:…")]
    [InlineData("localhost", "localhost")]
    public void WithoutPassword_OfAnything_HidesIt(string url, string expected) =>
        Assert.Equal(expected, RabbitMqAddress.WithoutPassword(url));

    [Fact]
    public void ToString_OfAnAddress_HidesThePassword() =>
        Assert.Equal("h:5672", RabbitMqAddress.TryParse("amqp://u:secret@h/v", out _)!.ToString());
}
