using System.Net;

namespace PdcBus.Conformance.Tests;

public sealed class Resources_on_PostgreSQL : ResourceTest, IAsyncLifetime
{
    private PostgreSqlServer _server = null!;
    private string? _database;

    public async ValueTask InitializeAsync()
    {
        _server = await PostgreSqlServer.RequireAsync(TestContext.Current.CancellationToken);
        _database = await _server.CreateDatabaseAsync(TestContext.Current.CancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_database is not null) await _server.DropDatabaseAsync(_database, CancellationToken.None);
    }

    private protected override SampleServer Start() => new(_database);

    [Fact]
    public async Task All_are_added_changed_listed_and_removed_as_on_SQLite()
    {
        foreach (var resource in ResourceExample.All)
        {
            await GivenAsync(resource.Name);
            using var added = await Pdc.PostAsync(resource.Path, resource.One(2));
            Assert.True(added.StatusCode == HttpStatusCode.Created, await TextAsync(added));
            var before = await added.JsonAsync();

            using var changed = await Pdc.SendAsync(HttpMethod.Patch, added.Headers.Location!.ToString(), resource.Change());
            Assert.True(changed.StatusCode == HttpStatusCode.OK, await TextAsync(changed));
            var after = await changed.JsonAsync();

            var messages = await Pdc.MessagesAsync();
            Assert.Equal([$"{resource.Name}.added", $"{resource.Name}.changed"], messages.Select(message => message.Topic));
            AssertSame(before, messages[0].Body.GetProperty("new_value"));
            AssertSame(before, messages[1].Body.GetProperty("old_value"));
            AssertSame(after, messages[1].Body.GetProperty("new_value"));
            var list = await Pdc.GetAsync($"{resource.Path}?page_size=1000");
            AssertSame(after, list.GetProperty("results").EnumerateArray().Last());

            if (!PdcEventCatalog.Contains($"{resource.Name}.removed")) continue;
            using var removed = await Pdc.SendAsync(HttpMethod.Delete, messages[1].Text("url")!);
            Assert.True(removed.StatusCode == HttpStatusCode.NoContent, await TextAsync(removed));
            AssertSame(after, Assert.Single(await Pdc.MessagesAsync()).Body.GetProperty("old_value"));
        }
    }

    [Fact]
    public async Task One_that_is_in_use_is_not_removed()
    {
        await AddAsync(await GivenAsync("release-components"));

        using var response = await Pdc.SendAsync(HttpMethod.Delete, "/rest_api/v1/global-components/1/");

        Assert.Equal("Something else refers to it.", await response.ProblemAsync(HttpStatusCode.Conflict));
        Assert.Empty(await Pdc.MessagesAsync());
    }

    private static Task<string> TextAsync(HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
