using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PdcBus.Conformance.Tests;

public sealed class The_program
{
    [Fact]
    public async Task Runs_from_any_directory_and_shows_on_its_console_what_it_sends()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var elsewhere = Directory.CreateTempSubdirectory("pdc-elsewhere-");
        using var process = Start(elsewhere.FullName);
        try
        {
            var address = await ReadUntilAsync(process, "Now listening on: (http://.*)$");
            using var client = new HttpClient { BaseAddress = new Uri(address) };
            var demo = await client.GetFromJsonAsync<JsonElement>("/demo/full-import.json", cancellationToken);

            using var response = await client.PostAsJsonAsync(
                "/rest_api/v1/rpc/compose-full-import/", demo, cancellationToken);

            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
            Assert.Equal("create", await ReadUntilAsync(process, "\"action\": \"(.*)\""));
            Assert.Equal("rpms", await ReadUntilAsync(process, "\"attribute\": \"(.*)\""));
            Assert.Equal("6", await ReadUntilAsync(process, "\"count\": (.*),"));
            Assert.Equal("images", await ReadUntilAsync(process, "\"attribute\": \"(.*)\""));
            Assert.Equal("4", await ReadUntilAsync(process, "\"count\": (.*),"));
            Assert.Equal(["pdc.db", "pdc.db-shm", "pdc.db-wal"], elsewhere.GetFiles().Select(f => f.Name).Order());
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            elsewhere.Delete(recursive: true);
        }
    }

    private static Process Start(string directory)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "PdcBus.Sample.dll"),
                "--urls", "http://127.0.0.1:0",
                "--Sample:Database", Path.Combine(directory, "pdc.db"),
            },
        };
        // What chooses a messenger for this test run is not meant for the program.
        foreach (var name in start.Environment.Keys.Where(IsSetting).ToList()) start.Environment.Remove(name);
        return Process.Start(start)!;
    }

    private static bool IsSetting(string name) => Regex.IsMatch(name, "^(PdcBus|Sample|ASPNETCORE|DOTNET_ENV|Logging)");

    // Returns what the group of the pattern holds in the first line that fits.
    private static async Task<string> ReadUntilAsync(Process process, string pattern)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(1));
        while (await process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            if (Regex.Match(line, pattern) is { Success: true } match) return match.Groups[1].Value;
        }

        throw new InvalidOperationException($"The program ended before it wrote a line like {pattern}.");
    }
}
