namespace PdcBus;

public sealed class AmqpOptionsTests
{
    [Fact]
    public void Validate_UserInTheUrl_IsFine() => Assert.Empty(FlawsOf("amqp://user:secret@localhost"));

    [Fact]
    public void Validate_AnonymousAskedFor_NeedsNoUrl() => Assert.Empty(FlawsOf(options => options.Anonymous = true));

    [Fact]
    public void Validate_Nothing_AsksForAUrl() =>
        Assert.Contains("PdcBus:Amqp:Urls is empty", Assert.Single(FlawsOf(_ => { })), StringComparison.Ordinal);

    [Fact]
    public void Validate_NoUser_NamesTheThreeWaysToLogIn()
    {
        var flaw = Assert.Single(FlawsOf("amqp://localhost"));

        Assert.Contains("user:password@", flaw, StringComparison.Ordinal);
        Assert.Contains("PdcBus:Amqp:Tls:CertFile", flaw, StringComparison.Ordinal);
        Assert.Contains("PdcBus:Amqp:Anonymous", flaw, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_BadUrl_IsNamedAndNotRepeated()
    {
        var flaw = Assert.Single(FlawsOf("http://user:secret@localhost"));

        Assert.StartsWith("PdcBus:Amqp:Urls:0 ", flaw, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", flaw, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_SameServerTwice_IsNamed() => Assert.Contains(
        "second time", Assert.Single(FlawsOf("amqp://a:b@localhost", "amqp://c:d@localhost:5672")), StringComparison.Ordinal);

    [Fact]
    public void Validate_CertificateWithoutTls_IsNamed()
    {
        using var authority = new TestAuthority();
        var certificate = authority.ForClient("CN=client");

        var flaws = FlawsOf(options =>
        {
            options.Urls.Add("amqp://localhost");
            options.Tls.CertFile = certificate.CertFile;
            options.Tls.KeyFile = certificate.KeyFile;
        });

        Assert.Contains(flaws, flaw => flaw.Contains("Write amqps://", StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_BadAddressAndBody_AreNamed()
    {
        var flaws = FlawsOf(options =>
        {
            options.Urls.Add("amqp://user:secret@localhost");
            options.Address = "topic://a,b";
            options.MaxBody = 10;
        });

        Assert.Contains(flaws, flaw => flaw.StartsWith("PdcBus:Amqp:Address ", StringComparison.Ordinal));
        Assert.Contains(flaws, flaw => flaw.StartsWith("PdcBus:Amqp:MaxBody ", StringComparison.Ordinal));
    }

    private static List<string> FlawsOf(params string[] urls) => FlawsOf(options =>
    {
        foreach (var url in urls) options.Urls.Add(url);
    });

    private static List<string> FlawsOf(Action<AmqpOptions> configure)
    {
        var options = new AmqpOptions();
        configure(options);
        return [.. new AmqpOptionsValidator().Validate(null, options).Failures ?? []];
    }
}
