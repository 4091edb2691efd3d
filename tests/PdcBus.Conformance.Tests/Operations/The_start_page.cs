using System.Net;

namespace PdcBus.Conformance.Tests;

public sealed class The_start_page : SampleTest
{
    [Fact]
    public async Task Says_what_to_try_on_the_address_that_it_has()
    {
        var page = await Pdc.Client.GetStringAsync("/", TestContext.Current.CancellationToken);

        Assert.Contains($"curl -s {Pdc.Address}/demo/full-import.json", page, StringComparison.Ordinal);
        Assert.Contains($"{Pdc.Address}/rest_api/v1/rpc/compose-full-import/", page, StringComparison.Ordinal);
        Assert.Contains("<code>capture</code>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Offers_an_import_that_works()
    {
        var demo = await Pdc.GetAsync("/demo/full-import.json");

        using var response = await Pdc.PostAsync(FullImport, demo);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(["compose", "rpms", "images"], (await Pdc.MessagesAsync()).Select(message => message.Topic));
    }
}
