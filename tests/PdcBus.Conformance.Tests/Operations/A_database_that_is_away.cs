using System.Net;
using Microsoft.Data.Sqlite;

namespace PdcBus.Conformance.Tests;

public sealed class A_database_that_is_away : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pdc-away-");

    private string File => Path.Combine(_folder.FullName, "place", "pdc.db");

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Does_not_stop_the_start_and_is_tried_again_by_each_request()
    {
        // A file stands where the folder should be.
        var obstacle = Path.Combine(_folder.FullName, "place");
        await System.IO.File.WriteAllTextAsync(obstacle, "", TestContext.Current.CancellationToken);
        await using var pdc = new SampleServer(File);

        using var live = await pdc.SendAsync(HttpMethod.Get, "/health/live");
        using var ready = await pdc.SendAsync(HttpMethod.Get, "/health/ready");
        using var refused = await pdc.PostAsync("/rest_api/v1/labels/", new { name = "a", description = "b" });

        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("Sample:Database", (await ready.JsonAsync()).GetRawText(), StringComparison.Ordinal);
        Assert.Contains(
            "Sample:Database", await refused.ProblemAsync(HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
        Assert.NotNull(refused.Headers.RetryAfter);

        System.IO.File.Delete(obstacle);
        using var taken = await pdc.PostAsync("/rest_api/v1/labels/", new { name = "a", description = "b" });
        using var readyNow = await pdc.SendAsync(HttpMethod.Get, "/health/ready");

        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
        Assert.Equal(HttpStatusCode.OK, readyNow.StatusCode);
        Assert.Equal("labels.added", Assert.Single(await pdc.MessagesAsync()).Topic);
    }

    [Fact]
    public async Task Or_of_another_version_is_left_alone()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await using (var connection = new SqliteConnection($"Data Source={File}"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 999";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await using var pdc = new SampleServer(File);
        using var response = await pdc.SendAsync(HttpMethod.Get, "/rest_api/v1/labels/");

        var problem = await response.ProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Contains("schema 999", problem, StringComparison.Ordinal);
        Assert.Contains(File, problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_what_it_has_over_a_restart()
    {
        await using (var first = new SampleServer(File)) await first.AddLabelAsync("a");

        await using var second = new SampleServer(File);

        Assert.Equal(1, (await second.GetAsync("/rest_api/v1/labels/")).GetProperty("count").GetInt32());
    }
}
