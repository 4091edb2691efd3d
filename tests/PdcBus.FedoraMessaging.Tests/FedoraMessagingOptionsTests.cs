using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PdcBus.FedoraMessaging.Tests;

public sealed class FedoraMessagingOptionsTests
{
    [Fact]
    public void Options_WithoutAnySetting_HaveFedorasDefaults()
    {
        var options = Read();

        Assert.Equal("amqp://localhost", options.Url);
        Assert.Equal("amq.topic", options.Exchange);
        Assert.Equal(("org.fedoraproject.dev", "pdc"), (options.TopicPrefix, options.ModName));
        Assert.Equal(("base.message", "", "pdc"), (options.Schema, options.SchemaPackage, options.App));
    }

    [Fact]
    public void Options_ByConfiguration_AreRead()
    {
        using var pki = new TestPki();
        var (certificate, key) = pki.CertifyClient("pdc");

        var options = Read(
            ("Url", "amqps://pdc:@rabbitmq.example.org/%2Fpubsub"), ("Exchange", "x"), ("TopicPrefix", ""), ("ModName", "my"),
            ("Schema", "pdc.v1"), ("SchemaPackage", "pdc_messages"), ("App", "My PDC"),
            ("Tls:CaFile", pki.AuthorityFile), ("Tls:CertFile", certificate), ("Tls:KeyFile", key), ("Tls:ServerName", "other"));

        Assert.Equal("amqps://pdc:@rabbitmq.example.org/%2Fpubsub", options.Url);
        Assert.Equal(("x", "", "my"), (options.Exchange, options.TopicPrefix, options.ModName));
        Assert.Equal(("pdc.v1", "pdc_messages", "My PDC"), (options.Schema, options.SchemaPackage, options.App));
        Assert.Equal((pki.AuthorityFile, certificate, key), (options.Tls.CaFile, options.Tls.CertFile, options.Tls.KeyFile));
        Assert.Equal("other", options.Tls.ServerName);
    }

    [Theory]
    [InlineData("Url", "http://user:secret@host/", "PdcBus:FedoraMessaging:Url is no address of a broker. Write it like amqps://rabbitmq.example.org/%2Fpubsub.")]
    [InlineData("Url", "secret", "PdcBus:FedoraMessaging:Url is no address of a broker.")]
    [InlineData("Url", "amqp://user:secret@host/a/b", "PdcBus:FedoraMessaging:Url names the virtual host 'a/b' with a bare slash in it. Write a slash that belongs to the name as %2F, as in amqps://rabbitmq.example.org/%2Fpubsub.")]
    [InlineData("Exchange", "", "PdcBus:FedoraMessaging:Exchange is empty. Name the exchange, for example amq.topic.")]
    [InlineData("Schema", " ", "PdcBus:FedoraMessaging:Schema is empty.")]
    [InlineData("App", "", "PdcBus:FedoraMessaging:App is empty. Name the application.")]
    [InlineData("TopicPrefix", "org.fedoraproject.", "PdcBus:FedoraMessaging:TopicPrefix is 'org.fedoraproject.'. Write words parted by single dots")]
    [InlineData("ModName", "p dc", "PdcBus:FedoraMessaging:ModName is 'p dc'.")]
    [InlineData("Tls:CaFile", "/none/ca.pem", "PdcBus:FedoraMessaging:Tls:CaFile (/none/ca.pem) cannot be read: ")]
    [InlineData("Tls:CaFile", "/none/ca.pem", "PdcBus:FedoraMessaging:Tls is set, and no address begins with amqps://, so nothing would be encrypted. Write amqps:// where TLS is wanted, or remove PdcBus:FedoraMessaging:Tls.")]
    [InlineData("Tls:CertFile", "/none/pdc.pem", "PdcBus:FedoraMessaging:Tls:CertFile (/none/pdc.pem) cannot be read: ")]
    [InlineData("Tls:KeyFile", "/none/pdc.key", "PdcBus:FedoraMessaging:Tls:KeyFile is set and CertFile is not. Name the certificate that the key belongs to.")]
    public void Option_ThatCannotWork_IsNamedWithItsValueAndTheCure(string key, string value, string flaw)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Read((key, value)));

        Assert.Contains(flaw, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Option_LongerThanAmqpCarries_IsRefused()
    {
        var error = Assert.Throws<OptionsValidationException>(() => Read(("Exchange", new string('x', 256))));

        Assert.Equal(
            "PdcBus:FedoraMessaging:Exchange is longer than 255 bytes, which is all that AMQP carries. Shorten it.", error.Message);
    }

    private static FedoraMessagingOptions Read(params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create($"PdcBus:FedoraMessaging:{s.Key}", (string?)s.Value)))
            .Build());
        services.AddLogging();
        services.AddPdcBus().AddFedoraMessagingMessenger();
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<FedoraMessagingOptions>>().Value;
    }
}
