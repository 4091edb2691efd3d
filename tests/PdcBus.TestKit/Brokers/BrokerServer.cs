namespace PdcBus;

/// <summary>A broker that tests run against, and that they may kill and freeze if the scripts have started it.</summary>
public abstract class BrokerServer
{
    private readonly string _script;
    private readonly string _name;

    private protected BrokerServer(string script, string name, bool isOurs)
    {
        _script = script;
        _name = name;
        IsOurs = isOurs;
    }

    /// <summary>The scripts have started this server: it has their users, and may be killed and frozen.</summary>
    public bool IsOurs { get; }

    /// <summary>Skips the test unless the server is one that tests may kill.</summary>
    public void RequireControl() => Assert.SkipUnless(
        IsOurs, $"Kills, freezes or reconfigures {_name}: only the one of build/brokers/{_script} may be treated so.");

    /// <summary>Starts the server if it is down, thaws it if it is frozen, and waits until it answers.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => RunAsync("start", cancellationToken);

    /// <summary>Ends the server as a crash would.</summary>
    public Task KillAsync(CancellationToken cancellationToken) => RunAsync("kill", cancellationToken);

    /// <summary>Stops the process: connections stay open and nothing answers.</summary>
    public Task FreezeAsync(CancellationToken cancellationToken) => RunAsync("freeze", cancellationToken);

    /// <summary>Lets a frozen process go on.</summary>
    public Task ThawAsync(CancellationToken cancellationToken) => RunAsync("thaw", cancellationToken);

    /// <summary>Where it listens for another protocol, for example <c>stomp+ssl</c>.</summary>
    public async Task<Uri> AddressAsync(string protocol, CancellationToken cancellationToken)
    {
        RequireControl();
        return new Uri(await BrokerScripts.RunAsync(_script, ["address", protocol], cancellationToken));
    }

    /// <summary>The folder with the certificates of the scripts' brokers; see <c>build/brokers/certificates</c>.</summary>
    public Task<string> CertificatesAsync(CancellationToken cancellationToken)
    {
        RequireControl();
        return BrokerScripts.RunAsync("certificates", [], cancellationToken);
    }

    /// <summary>The server that a variable names, else the one of the scripts; where there is none the test is skipped.</summary>
    private protected static async Task<(Uri Address, bool IsOurs)> FindAsync(
        string script, string name, string variable, CancellationToken cancellationToken)
    {
        var named = Environment.GetEnvironmentVariable(variable);
        var ours = await BrokerScripts.TryRunAsync(script, ["address"], cancellationToken) is (0, var address)
            ? address
            : null;
        if (string.IsNullOrEmpty(named)) named = ours;
        if (named is null)
        {
            Assert.Skip($"No {name} is here. Start one with build/brokers/{script} start, or give an address in {variable}.");
        }

        return (new Uri(named), named == ours);
    }

    private Task<string> RunAsync(string verb, CancellationToken cancellationToken)
    {
        RequireControl();
        return BrokerScripts.RunAsync(_script, [verb], cancellationToken);
    }
}
