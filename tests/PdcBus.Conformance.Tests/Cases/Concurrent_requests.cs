using System.Globalization;
using System.Net;

namespace PdcBus.Conformance.Tests;

public sealed class Concurrent_requests : SampleTest
{
    [Fact, Case(42)]
    public async Task Keep_their_messages_apart()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async number =>
        {
            var token = number % 2 == 0 ? SampleServer.AliceToken : SampleServer.BobToken;
            using var response = await Pdc.PostAsync(
                FullImport,
                Manifests.FullImport(number),
                ("Authorization", $"Token {token}"),
                ("PDC-Change-Comment", Manifests.IdOf(number)));
            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        }));

        var batches = (await Pdc.MessagesAsync()).Chunk(3).ToList();
        Assert.Equal(20, batches.Count);
        Assert.Equal(20, batches.Select(batch => batch[0].Number("changeset_id")).Distinct().Count());
        Assert.All(batches, batch =>
        {
            Assert.Equal(["compose", "rpms", "images"], batch.Select(message => message.Topic));
            var id = batch[0].Text("compose_id")!;
            var number = int.Parse(id.Split('.')[^1], CultureInfo.InvariantCulture);
            Assert.All(batch, message =>
            {
                Assert.Equal(id, message.Text("compose_id"));
                Assert.Equal(id, message.Text("comment"));
                Assert.Equal(number % 2 == 0 ? "alice" : "bob", message.Text("author"));
                Assert.Equal(batch[0].Number("changeset_id"), message.Number("changeset_id"));
            });
        });
    }

    [Fact]
    public async Task That_change_the_same_thing_wait_for_each_other()
    {
        var url = await Pdc.AddLabelAsync("a", "start");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async number =>
        {
            using var response = await Pdc.SendAsync(HttpMethod.Patch, url, new { description = $"by {number}" });
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }));

        var messages = await Pdc.MessagesAsync();
        Assert.Equal(20, messages.Count);
        var before = "start";
        foreach (var message in messages)
        {
            Assert.Equal(before, message.Body.GetProperty("old_value").GetProperty("description").GetString());
            before = message.Body.GetProperty("new_value").GetProperty("description").GetString();
        }
    }
}
