using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace PdcBus.Conformance.Tests;

public sealed class The_program
{
    [Fact]
    public async Task Runs_from_any_directory_and_shows_on_its_console_what_it_sends()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var elsewhere = Directory.CreateTempSubdirectory("pdc-elsewhere-");
        try
        {
            await using var program = await SampleProcess.StartAsync(elsewhere.FullName);
            var demo = await program.Client.GetFromJsonAsync<JsonElement>("/demo/full-import.json", cancellationToken);

            using var response = await program.Client.PostAsJsonAsync(
                "/rest_api/v1/rpc/compose-full-import/", demo, cancellationToken);

            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
            Assert.Equal("create", await program.ReadUntilAsync("\"action\": \"(.*)\""));
            Assert.Equal("rpms", await program.ReadUntilAsync("\"attribute\": \"(.*)\""));
            Assert.Equal("6", await program.ReadUntilAsync("\"count\": (.*),"));
            Assert.Equal("images", await program.ReadUntilAsync("\"attribute\": \"(.*)\""));
            Assert.Equal("4", await program.ReadUntilAsync("\"count\": (.*),"));
            Assert.Equal(["pdc.db", "pdc.db-shm", "pdc.db-wal"], elsewhere.GetFiles().Select(f => f.Name).Order());
        }
        finally
        {
            elsewhere.Delete(recursive: true);
        }
    }
}
