using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PdcBus;

public sealed class RabbitMqOptionsTests
{
    [Fact]
    public void Options_FromTheConfiguration_AreRead()
    {
        var options = Read(
            ("Urls:0", "amqp://u:p@a/v"), ("Urls:1", "amqp://u:p@b/v"), ("Exchange:Name", "events"),
            ("Exchange:Type", "direct"), ("Exchange:Durable", "false"), ("Unroutable", "park"));

        Assert.Equal(["amqp://u:p@a/v", "amqp://u:p@b/v"], options.Urls);
        Assert.Equal("events", options.Exchange.Name);
        Assert.Equal("direct", options.Exchange.Type);
        Assert.False(options.Exchange.Durable);
        Assert.Equal(RabbitMqUnroutable.Park, options.Unroutable);
    }

    [Fact]
    public void Options_WithoutFurtherSettings_HaveTheirDefaults()
    {
        var options = Read(("Urls:0", "amqp://localhost"));

        Assert.Equal("pdc", options.Exchange.Name);
        Assert.Equal("topic", options.Exchange.Type);
        Assert.True(options.Exchange.Durable);
        Assert.Equal(RabbitMqUnroutable.Record, options.Unroutable);
    }

    [Theory]
    [InlineData("Other", "x",
        "PdcBus:RabbitMq:Urls is empty. Give at least one address as a list entry, for example PdcBus:RabbitMq:Urls:0 = "
        + "amqp://user:password@localhost:5672/.")]
    [InlineData("Urls:0", "http://u:secret@h/",
        "PdcBus:RabbitMq:Urls:0 is '…@h/', which does not start with amqp:// or amqps://, the protocols of this messenger.")]
    [InlineData("Urls:1", "amqps://u:p@b/v", "PdcBus:RabbitMq:Urls:1 is '…@b/v', whose protocol differs")]
    [InlineData("Tls:CaFile", "ca.pem", "PdcBus:RabbitMq:Tls is set, and no address begins with amqps://")]
    [InlineData("Urls:0", "u:secret",
        "PdcBus:RabbitMq:Urls:0 is 'u:…', which is not an address. Write amqp://user:password@host:port/vhost, with "
        + "percent-encoded parts.")]
    [InlineData("Urls:1", "amqp://x:p@b/v",
        "PdcBus:RabbitMq:Urls:1 is '…@b/v', whose user differs from that of the entries before it. The entries are nodes of "
        + "one cluster: give all of them the same protocol, user, password and virtual host.")]
    [InlineData("Urls:1", "amqp://u:x@b/v", "PdcBus:RabbitMq:Urls:1 is '…@b/v', whose password differs")]
    [InlineData("Urls:1", "amqp://u:p@b/x", "PdcBus:RabbitMq:Urls:1 is '…@b/x', whose virtual host differs")]
    [InlineData("Exchange:Name", "a b",
        "PdcBus:RabbitMq:Exchange:Name is 'a b'. Set it to letters, digits and - _ . : only, for example pdc.")]
    [InlineData("Exchange:Name", "", "PdcBus:RabbitMq:Exchange:Name is ''.")]
    [InlineData("Exchange:Type", "topics",
        "PdcBus:RabbitMq:Exchange:Type is 'topics'. Set it to topic, or to direct, fanout, headers or the x-… type of a "
        + "plug-in.")]
    [InlineData("Unroutable", "7", "PdcBus:RabbitMq:Unroutable is '7'. Set it to record or park.")]
    public void Options_WithAMistake_NameTheSettingTheValueAndTheCure(string key, string value, string expected)
    {
        (string, string)[] first = key is "Other" or "Urls:0" ? [] : [("Urls:0", "amqp://u:p@a/v")];

        var error = Assert.Throws<OptionsValidationException>(() => Read([.. first, (key, value)]));

        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_WithSeveralMistakes_NameThemAll()
    {
        var error = Assert.Throws<OptionsValidationException>(() => Read(("Exchange:Name", ""), ("Exchange:Type", "")));

        Assert.Equal(3, error.Failures.Count());
    }

    private static RabbitMqOptions Read(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s =>
                new KeyValuePair<string, string?>("PdcBus:RabbitMq:" + s.Key, s.Value)))
            .Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddPdcBus().AddRabbitMqMessenger();
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<RabbitMqOptions>>().Value;
    }
}
