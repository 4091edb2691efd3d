namespace PdcBus;

public sealed class RetryPolicyTests
{
    [Theory]
    [InlineData(1, 0.5, 1)]
    [InlineData(1, 0, 0.5)]
    [InlineData(1, 1, 1.5)]
    [InlineData(2, 0.5, 2)]
    [InlineData(10, 0.5, 512)]
    [InlineData(11, 0.5, 600)]
    [InlineData(1000, 1, 900)]
    public void Delay_Attempts_DoublesUpToTenMinutes(int attempts, double chance, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryPolicy.Delay(attempts, chance));

    [Fact]
    public void Delay_DefaultBudget_LastsAboutAnHour()
    {
        // The last refusal parks: there is one wait fewer than attempts.
        var total = Enumerable.Range(1, new RelayOptions().MaxAttempts - 1)
            .Aggregate(TimeSpan.Zero, (sum, attempts) => sum + RetryPolicy.Delay(attempts, 0.5));

        Assert.InRange(total, TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(70));
    }
}
