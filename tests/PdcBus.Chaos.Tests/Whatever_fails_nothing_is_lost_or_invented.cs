namespace PdcBus;

/// <summary>
/// Every fault once: real processes, a real RabbitMQ, real databases. <c>build/chaos</c> plays them for as long as one
/// wants to wait.
/// </summary>
public sealed class Whatever_fails_nothing_is_lost_or_invented
{
    /// <summary>What one fault may send twice: the relay's window.</summary>
    private static readonly int Window = new RelayOptions().Window;

    public static TheoryData<string> Names => [.. Faults.All.Select(f => f.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task And_what_is_sent_twice_keeps_its_id_and_its_order(string name)
    {
        var fault = Faults.All.Single(f => f.ToString() == name);

        var verdict = await fault.RunAsync(new Random(), TestContext.Current.CancellationToken);

        TestContext.Current.TestOutputHelper!.WriteLine(verdict.ToString());
        Assert.True(verdict.IsGood, verdict.ToString());
        Assert.True(verdict.Sent > 0, verdict.ToString());
        Assert.True(verdict.Duplicated <= Window, verdict.ToString());
    }
}
