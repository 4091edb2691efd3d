using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace PdcBus.Fedmsg.Tests;

/// <summary>A publishing application, a relay and a consumer: three processes in two languages.</summary>
internal sealed class Site : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestAuthority _authority = new();

    public Site()
    {
        var (certificate, key) = _authority.Certify();
        AuthorityFile = _folder.Write("ca.crt", _authority.Pem);
        CertificateFile = _folder.Write("pdc.crt", certificate);
        KeyFile = _folder.Write("pdc.key", key);
    }

    public string AuthorityFile { get; }

    public string CertificateFile { get; }

    public string KeyFile { get; }

    /// <summary>Starts a script of the folder <c>Consumers</c>.</summary>
    public static PythonProgram Python(string script, params string[] arguments) => PythonProgram.Start(
        "zmq, cryptography", "python3-zmq python3-cryptography", $"Consumers/{script}", arguments);

    /// <summary>Starts a relay and a consumer behind it, and waits until they have found each other.</summary>
    public static async Task<(PythonProgram Relay, PythonProgram Consumer, string Inner)> StartRelayAsync(
        string authorityFile, string? inner = null)
    {
        string[] ports = inner is null ? [] : [inner[(inner.LastIndexOf(':') + 1)..]];
        var relay = Python("fedmsg_relay.py", ports);
        var consumer = Python("fedmsg_consumer.py", await relay.LineAsync(), authorityFile);
        Assert.Equal("listening", await consumer.LineAsync());
        return (relay, consumer, await relay.LineAsync());
    }

    /// <summary>An application that publishes to a relay.</summary>
    public async Task<IHost> StartApplicationAsync(string relay, string? keyFile = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["PdcBus:Messenger"] = "fedmsg",
            ["PdcBus:Fedmsg:Endpoints:0"] = relay,
            ["PdcBus:Fedmsg:CertFile"] = CertificateFile,
            ["PdcBus:Fedmsg:KeyFile"] = keyFile ?? KeyFile,
            // What is tested is that nothing is lost, on however busy a machine.
            ["PdcBus:Relay:DrainTimeout"] = "00:02:00",
        });
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromMinutes(2));
        builder.Services.AddPdcBus().AddFedmsgMessenger();
        builder.Services.AddHealthChecks().AddPdcBus();
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    /// <summary>Publishes events as one job, and returns their ids.</summary>
    public static async Task<IReadOnlyList<Guid>> PublishAsync(IHost application, IEnumerable<object> events)
    {
        await using var scope = await application.Services.GetRequiredService<IPdcEventScopeFactory>()
            .OpenAsync("test", new PdcOrigin("ann", "é"), cancellationToken: TestContext.Current.CancellationToken);
        List<Guid> ids = [.. events.Select(scope.Buffer.Add)];
        await scope.CompleteAsync();
        return ids;
    }

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }
}
