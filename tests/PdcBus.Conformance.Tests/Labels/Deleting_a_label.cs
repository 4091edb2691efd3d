using System.Net;

namespace PdcBus.Conformance.Tests;

public sealed class Deleting_a_label : SampleTest
{
    [Fact]
    public async Task Frees_its_name()
    {
        var url = await Pdc.AddLabelAsync("a");
        using var deleted = await Pdc.SendAsync(HttpMethod.Delete, url);

        using var response = await Pdc.PostAsync(Labels, new { name = "a", description = "again" });

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }
}
