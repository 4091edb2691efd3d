using System.Net;

namespace PdcBus.Conformance.Tests;

public sealed class Deleting_a_label : SampleTest
{
    [Fact]
    public async Task Is_announced_with_what_it_was()
    {
        var url = await Pdc.AddLabelAsync("a", "b");
        var label = await Pdc.GetAsync(url);

        using var response = await Pdc.SendAsync(HttpMethod.Delete, url);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        var message = Assert.Single(await Pdc.MessagesAsync());
        Assert.Equal("labels.removed", message.Topic);
        Assert.Null(message.Text("url"));
        Assert.Equal(label.GetRawText(), message.Body.GetProperty("old_value").GetRawText());
        Assert.False(message.Has("new_value"));
    }

    [Fact]
    public async Task Frees_its_name()
    {
        var url = await Pdc.AddLabelAsync("a");
        using var deleted = await Pdc.SendAsync(HttpMethod.Delete, url);

        using var response = await Pdc.PostAsync(Labels, new { name = "a", description = "again" });

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }
}
