using System.Net;

namespace PdcBus.Conformance.Tests;

public sealed class Tokens : SampleTest
{
    [Theory]
    [InlineData("Token wrong")]
    [InlineData("Token ")]
    [InlineData("Token TOKEN-OF-ALICE")]
    [InlineData("Bearer token-of-alice")]
    public async Task That_are_wrong_are_refused(string authorization)
    {
        using var response = await Pdc.PostAsync(
            Labels, new { name = "a", description = "b" }, ("Authorization", authorization));

        await response.ProblemAsync(HttpStatusCode.Unauthorized);
        Assert.Equal("Token", response.Headers.WwwAuthenticate.ToString());
        Assert.Empty(await Pdc.MessagesAsync());
        Assert.Equal(0, (await Pdc.GetAsync(Labels)).GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Are_refused_for_reading_too()
    {
        using var response = await Pdc.SendAsync(HttpMethod.Get, Labels, null, ("Authorization", "Token wrong"));

        await response.ProblemAsync(HttpStatusCode.Unauthorized);
    }
}
