using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PdcBus;

public sealed class StompOptionsTests
{
    [Theory]
    [InlineData("Urls:0", "localhost:61613", "PdcBus:Stomp:Urls:0 is no address. Write it as stomp://host:61613")]
    [InlineData("Urls:0", "tcp://localhost:61613", "PdcBus:Stomp:Urls:0 is no address")]
    [InlineData("Urls:0", "stomp://jane:secret@localhost", "PdcBus:Stomp:Urls:0 holds a user or a password")]
    [InlineData("Urls:0", "stomp://localhost/vhost", "PdcBus:Stomp:Urls:0 has something behind the port")]
    [InlineData("Passcode", "secret", "PdcBus:Stomp:Passcode is set and PdcBus:Stomp:Login is not")]
    [InlineData("Login", "a\nhost:b", "PdcBus:Stomp:Login holds a line break")]
    [InlineData("VirtualHost", "a\0", "PdcBus:Stomp:VirtualHost holds a line break or a NUL")]
    [InlineData("VirtualHost", "", "PdcBus:Stomp:VirtualHost is empty")]
    [InlineData("Destination", "/topic/a,b", "PdcBus:Stomp:Destination is '/topic/a,b', which holds one of")]
    [InlineData("HeartBeat", "00:00:00.5", "PdcBus:Stomp:HeartBeat is 00:00:00.5000000. Set it to 00:00:01")]
    [InlineData("Limits:Line", "3", "PdcBus:Stomp:Limits:Line is 3: no message would fit. Set it to 256")]
    [InlineData("Limits:Headers", "0", "PdcBus:Stomp:Limits:Headers is 0")]
    [InlineData("Limits:Body", "-1", "PdcBus:Stomp:Limits:Body is -1")]
    [InlineData("Tls:CaFile", "/no/such/ca.pem", "PdcBus:Stomp:Tls:CaFile (/no/such/ca.pem) cannot be read")]
    [InlineData("Tls:KeyFile", "/no/such/key.pem", "PdcBus:Stomp:Tls:KeyFile is set and CertFile is not")]
    public async Task Start_BadSetting_FailsWithTheSettingAndTheCure(string key, string value, string message)
    {
        await using var bench = new Bench(pdc => pdc.AddStompMessenger(), ($"PdcBus:Stomp:{key}", value));

        var error = await Assert.ThrowsAsync<OptionsValidationException>(bench.StartAsync);

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NotChosen_LooksAtNoSetting()
    {
        await using var bench = new Bench(
            pdc => pdc.AddStompMessenger(), ("PdcBus:Stomp:Urls:0", "nonsense"), ("PdcBus:Messenger", "none"));

        await bench.StartAsync();
    }

    [Fact]
    public async Task Start_NoSettings_HasTheDefaultsAndNoServerIsNeeded()
    {
        await using var bench = new Bench(pdc => pdc.AddStompMessenger());
        await bench.StartAsync();

        var options = bench.Services.GetRequiredService<IOptions<StompOptions>>().Value;

        Assert.Equal("/topic/pdc", options.Destination);
        Assert.Equal("/", options.VirtualHost);
        Assert.Equal(TimeSpan.FromSeconds(10), options.HeartBeat);
        Assert.Empty(options.Urls);
    }

    [Fact]
    public async Task Configure_InCode_GoesBeforeTheSection()
    {
        await using var bench = new Bench(
            pdc => pdc.AddStompMessenger(o => o.Destination = "/topic/mine"), ("PdcBus:Stomp:Destination", "/topic/theirs"));
        await bench.StartAsync();

        Assert.Equal("/topic/mine", bench.Services.GetRequiredService<IOptions<StompOptions>>().Value.Destination);
    }

    [Theory]
    [InlineData("stomp://host", "stomp://host:61613/")]
    [InlineData("stomp://host:1234", "stomp://host:1234/")]
    [InlineData("STOMP+SSL://Host", "stomp+ssl://host:61614/")]
    [InlineData(" stomp://[::1]:61613/ ", "stomp://[::1]:61613/")]
    public void Url_Good_IsReadWithItsPort(string text, string url) =>
        Assert.Equal(url, StompUrl.Parse(text, out _)?.AbsoluteUri);
}
