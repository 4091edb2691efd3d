using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PdcBus.Fedmsg.Tests;

public sealed class FedmsgOptionsTests
{
    private static readonly (string Key, string Value)[] Good =
    [
        ("Endpoints:0", "tcp://127.0.0.1:2003"), ("CertFile", "/etc/pki/fedmsg/pdc.crt"), ("KeyFile", "/etc/pki/fedmsg/pdc.key"),
    ];

    [Fact]
    public void Options_WithWhatIsRequired_HaveFedorasDefaults()
    {
        var options = Read();

        Assert.Equal(FedmsgMode.Connect, options.Mode);
        Assert.Equal(["tcp://127.0.0.1:2003"], options.Endpoints);
        Assert.Equal(
            ("org.fedoraproject", "dev", "pdc"), (options.TopicPrefix, options.Environment, options.ModName));
        Assert.Null(options.RequireSubscriber);
    }

    [Fact]
    public void Options_ByConfiguration_AreRead()
    {
        var options = Read(
            ("Mode", "bind"), ("Endpoints:0", "tcp://*:3000"), ("Endpoints:1", "tcp://[::1]:3001"), ("RequireSubscriber", "true"),
            ("TopicPrefix", ""), ("Environment", "prod"), ("ModName", "my.pdc"));

        Assert.Equal(FedmsgMode.Bind, options.Mode);
        Assert.Equal(["tcp://*:3000", "tcp://[::1]:3001"], options.Endpoints);
        Assert.Equal(("", "prod", "my.pdc"), (options.TopicPrefix, options.Environment, options.ModName));
        Assert.True(options.RequireSubscriber);
    }

    [Theory]
    [InlineData("Endpoints:0", "127.0.0.1:2003", "PdcBus:Fedmsg:Endpoints holds '127.0.0.1:2003'. Write host and port, for example tcp://127.0.0.1:2003.")]
    [InlineData("Endpoints:0", "tcp://*:2003", "PdcBus:Fedmsg:Endpoints holds 'tcp://*:2003'. Write host and port, for example tcp://127.0.0.1:2003.")]
    [InlineData("Endpoints:0", "tcp://relay", "holds 'tcp://relay'")]
    [InlineData("Endpoints:0", "tcp://relay:0", "holds 'tcp://relay:0'")]
    [InlineData("Endpoints:0", "tcp://relay:65536", "holds 'tcp://relay:65536'")]
    [InlineData("Endpoints:0", "tcp://::1:2003", "holds 'tcp://::1:2003'")]
    [InlineData("Endpoints:0", "tcp://:2003", "holds 'tcp://:2003'")]
    [InlineData("Endpoints:0", "tcp://relay/x:2003", "holds 'tcp://relay/x:2003'")]
    [InlineData("TopicPrefix", "org.fedoraproject.", "PdcBus:Fedmsg:TopicPrefix is 'org.fedoraproject.'. Write words parted by single dots, without a dot at either end; empty leaves it out.")]
    [InlineData("Environment", ".dev", "Environment is '.dev'")]
    [InlineData("ModName", "p dc", "ModName is 'p dc'")]
    [InlineData("ModName", "p..dc", "ModName is 'p..dc'")]
    [InlineData("CertFile", "", "PdcBus:Fedmsg:CertFile is empty. Set it to the file with the certificate (PEM).")]
    [InlineData("KeyFile", " ", "PdcBus:Fedmsg:KeyFile is empty. Set it to the file with the certificate's key (PEM).")]
    [InlineData("Mode", "7", "PdcBus:Fedmsg:Mode is 7. Set it to connect or bind.")]
    public void Option_ThatCannotWork_IsNamedWithItsValueAndTheCure(string key, string value, string flaw)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Read((key, value)));

        Assert.Contains(flaw, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_WithoutEndpoints_AreRefused()
    {
        var error = Assert.Throws<OptionsValidationException>(() => Build([.. Good[1..]]));

        Assert.Equal(
            "PdcBus:Fedmsg:Endpoints names no address. Set PdcBus:Fedmsg:Endpoints:0, for example to tcp://127.0.0.1:2003.",
            error.Message);
    }

    [Fact]
    public void Options_ChangedInCode_WinOverTheConfiguration()
    {
        var options = Build(Good, o => o.Environment = "stg");

        Assert.Equal("stg", options.Environment);
    }

    private static FedmsgOptions Read(params (string Key, string Value)[] changes) => Build([.. Good, .. changes]);

    private static FedmsgOptions Build(
        IEnumerable<(string Key, string Value)> settings, Action<FedmsgOptions>? configure = null)
    {
        var values = new Dictionary<string, string?>();
        foreach (var (key, value) in settings) values[$"PdcBus:Fedmsg:{key}"] = value;
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        services.AddLogging();
        services.AddPdcBus().AddFedmsgMessenger(configure);
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<FedmsgOptions>>().Value;
    }
}
