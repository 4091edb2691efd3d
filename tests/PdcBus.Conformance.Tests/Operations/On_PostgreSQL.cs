using System.Net;

namespace PdcBus.Conformance.Tests;

public sealed class On_PostgreSQL : IAsyncLifetime
{
    private const string Labels = "/rest_api/v1/labels/";

    private PostgreSqlServer _server = null!;
    private string _database = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await PostgreSqlServer.RequireAsync(TestContext.Current.CancellationToken);
        _database = await _server.CreateDatabaseAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null) await _server.DropDatabaseAsync(_database, CancellationToken.None);
    }

    [Fact]
    public async Task Labels_and_imports_are_stored_and_announced()
    {
        await using var pdc = new SampleServer(_database);
        var url = await pdc.AddLabelAsync("a");

        using var changed = await pdc.SendAsync(HttpMethod.Patch, url, new { description = "changed" });
        using var twice = await pdc.PostAsync(Labels, new { name = "a", description = "b" });
        using var imported = await pdc.PostAsync("/rest_api/v1/rpc/compose-full-import/", Manifests.FullImport());

        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Contains("same name", await twice.ProblemAsync(HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.True(imported.IsSuccessStatusCode);
        Assert.Equal(
            ["labels.changed", "compose", "rpms", "images"],
            (await pdc.MessagesAsync()).Select(m => m.Topic));
    }

    [Fact]
    public async Task It_keeps_what_it_has_over_a_restart()
    {
        await using (var first = new SampleServer(_database)) await first.AddLabelAsync("a");

        await using var second = new SampleServer(_database);

        Assert.Equal(1, (await second.GetAsync(Labels)).GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task A_server_that_is_away_does_not_stop_the_start()
    {
        await using var pdc = new SampleServer("Host=127.0.0.1;Port=1;Username=nobody;Database=none");

        using var live = await pdc.SendAsync(HttpMethod.Get, "/health/live");
        using var refused = await pdc.PostAsync(Labels, new { name = "a", description = "b" });

        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Contains(
            "server cannot be reached", await refused.ProblemAsync(HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
    }
}
