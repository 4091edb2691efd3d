using System.Net;

namespace PdcBus;

/// <summary>What every messenger that speaks TLS promises: it trusts whom it was told to trust, and says what is wrong.</summary>
public abstract class MessengerTlsContract<TSubject> : MessengerContractBase<TSubject>
    where TSubject : MessengerSubject, new()
{
    private TestAuthority? _authority;

    /// <summary>What a broker's certificate that the messenger distrusts is told by.</summary>
    private TestAuthority Authority => _authority ??= new TestAuthority();

    [Fact]
    public async Task Server_of_a_trusted_authority_is_trusted()
    {
        await using var subscriber = await SubscribeAsync();
        await using var proxy = new LoopbackProxy(Subject.Server, Authority.ForServer());
        await using var bench = Bench(At(proxy.Address) with { Tls = new TlsOptions { CaFile = Authority.CaFile } });

        await bench.Messenger.SendAsync(Message("safe"), Token).WaitAsync(Patience, Token);

        Assert.Equal(["safe"], await BodiesAsync(subscriber, 1));
    }

    [Fact]
    public async Task Server_with_another_name_is_trusted_if_that_name_is_set()
    {
        await using var subscriber = await SubscribeAsync();
        await using var proxy = new LoopbackProxy(Subject.Server, Authority.ForServer("bus.example"));
        await using var bench = Bench(
            At(proxy.Address) with { Tls = new TlsOptions { CaFile = Authority.CaFile, ServerName = "bus.example" } });

        await bench.Messenger.SendAsync(Message("safe"), Token).WaitAsync(Patience, Token);
    }

    [Fact]
    public Task Server_with_another_name_is_refused() =>
        RefusesServerAsync(Authority.ForServer("bus.example"), "ServerName");

    [Fact]
    public Task Server_whose_certificate_has_expired_is_refused() =>
        RefusesServerAsync(Authority.ForServer(isExpired: true), "expired");

    [Fact]
    public Task Server_that_signs_itself_is_refused() => RefusesServerAsync(Authority.SelfSigned(), "CaFile");

    [Fact]
    public async Task Server_of_an_unknown_authority_is_refused()
    {
        using var other = new TestAuthority("Another authority");
        await RefusesServerAsync(other.ForServer(), "CaFile");
    }

    [Fact]
    public async Task Server_of_an_authority_that_nobody_named_is_refused()
    {
        await using var proxy = new LoopbackProxy(Subject.Server, Authority.ForServer());
        await using var bench = Bench(At(proxy.Address) with { Tls = new TlsOptions() });

        var error = await FailAsync(bench, MessengerErrorKind.Unreachable);

        Assert.Contains("CaFile", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_without_TLS_is_unreachable()
    {
        await using var bench = Bench(At(Subject.Server) with { Tls = new TlsOptions { CaFile = Authority.CaFile } });

        await FailAsync(bench, MessengerErrorKind.Unreachable);
    }

    [Fact]
    public async Task Client_without_TLS_at_a_port_with_TLS_is_unreachable()
    {
        RequireTlsServer();
        await using var bench = Bench(At(Subject.TlsServer!));

        await FailAsync(bench, MessengerErrorKind.Unreachable);
    }

    [Fact]
    public async Task Client_with_a_certificate_needs_no_password()
    {
        await using var subscriber = await SubscribeAsync();
        await using var bench = Bench(WithCertificate(Brokers("client")));

        await bench.Messenger.SendAsync(Message("known"), Token).WaitAsync(Patience, Token);

        Assert.Equal(["known"], await BodiesAsync(subscriber, 1));
    }

    [Fact]
    public Task Client_without_a_certificate_is_told_to_show_one() => IsRefusedAsync(null, "CertFile");

    [Fact]
    public Task Client_whom_nobody_knows_is_refused() => IsRefusedAsync(Brokers("stranger"));

    [Fact]
    public async Task Client_whose_certificate_has_expired_is_told_so()
    {
        RequireTlsServer();
        using var authority = new TestAuthority(InFolder("ca.pem"), InFolder("ca.key"));
        await IsRefusedAsync(authority.ForClient("CN=pdcclient, O=PdcBus tests", isExpired: true), "CertFile");
    }

    [Fact]
    public async Task Client_of_a_foreign_authority_is_told_so()
    {
        RequireTlsServer();
        await IsRefusedAsync(Authority.ForClient("CN=pdcclient, O=PdcBus tests"), "CertFile");
    }

    [Fact]
    public async Task Certificates_that_are_replaced_are_used_for_the_next_connection()
    {
        RequireTlsServer();
        await using var subscriber = await SubscribeAsync();
        using var files = new TestAuthority(InFolder("ca.pem"), InFolder("ca.key"));
        var current = files.ForClient("CN=pdcclient, O=PdcBus tests", isExpired: true);
        await using var bench = Bench(WithCertificate(current));
        await FailAsync(bench, MessengerErrorKind.Unreachable);

        var renewed = files.ForClient("CN=pdcclient, O=PdcBus tests");
        File.Copy(renewed.CertFile, current.CertFile, overwrite: true);
        File.Copy(renewed.KeyFile, current.KeyFile, overwrite: true);

        await SendUntilConfirmedAsync(bench, Message("renewed"));
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _authority?.Dispose();
        await base.DisposeAsync();
    }

    private async Task RefusesServerAsync(TestCertificate certificate, string cure)
    {
        await using var proxy = new LoopbackProxy(Subject.Server, certificate);
        await using var bench = Bench(At(proxy.Address) with { Tls = new TlsOptions { CaFile = Authority.CaFile } });

        var error = await FailAsync(bench, MessengerErrorKind.Unreachable);

        Assert.True(error.Message.Contains(cure, StringComparison.Ordinal), $"'{cure}' is not in: {error}");
    }

    private async Task IsRefusedAsync(TestCertificate? certificate, string cure = "")
    {
        await using var bench = Bench(WithCertificate(certificate));

        var error = await FailAsync(bench, MessengerErrorKind.Unreachable);

        Assert.True(error.Message.Contains(cure, StringComparison.Ordinal), $"'{cure}' is not in: {error}");
    }

    private MessengerPlace WithCertificate(TestCertificate? certificate)
    {
        RequireTlsServer();
        return new MessengerPlace(Subject.TlsServer!)
        {
            Tls = new TlsOptions
            {
                CaFile = InFolder("ca.pem"),
                CertFile = certificate?.CertFile,
                KeyFile = certificate?.KeyFile,
            },
        };
    }

    private TestCertificate Brokers(string name)
    {
        RequireTlsServer();
        return new TestCertificate(InFolder($"{name}.pem"), InFolder($"{name}.key"));
    }

    private string InFolder(string file) => Path.Combine(Subject.Certificates, file);

    private void RequireTlsServer() => Assert.SkipWhen(Subject.TlsServer is null, "No broker here wants certificates.");
}
