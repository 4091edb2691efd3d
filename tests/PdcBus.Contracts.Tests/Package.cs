using System.Diagnostics;
using System.Reflection;

namespace PdcBus.Contracts.Tests;

/// <summary>The package as <c>dotnet pack</c> makes it from what was built, in a folder of its own.</summary>
public sealed class Package : IAsyncLifetime
{
    // Generous: it only ends what hangs.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pdcbus-package-");

    /// <summary>Different in each run, so that nothing cached can be taken for it.</summary>
    public string Version { get; } = $"0.0.0-test.g{Guid.CreateVersion7():N}";

    public string Feed => Path.Combine(_folder.FullName, "feed");

    public string File => Path.Combine(Feed, $"PdcBus.Contracts.{Version}.nupkg");

    public async ValueTask InitializeAsync()
    {
        var assembly = typeof(Package).Assembly;
        var root = assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot");
        var configuration = assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        await RunAsync(
            "pack", Path.Combine(root.Value!, "src", "PdcBus.Contracts"), "--no-build", "-c", configuration,
            "-o", Feed, $"-p:Version={Version}", $"-p:NuspecOutputPath={CreateFolder("nuspec")}/", "-warnaserror");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Makes a new folder beside the package.</summary>
    public string CreateFolder(string name) => _folder.CreateSubdirectory(name).FullName;

    /// <summary>Runs dotnet and returns what it printed; fails unless that succeeds before the deadline.</summary>
    public async Task<string> RunAsync(params IEnumerable<string> arguments)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";
        var start = new ProcessStartInfo(dotnet, arguments)
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Packages of its own, and no build server that outlives the test.
        start.Environment["NUGET_PACKAGES"] = Path.Combine(_folder.FullName, "packages");
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            Assert.True(
                process.ExitCode == 0,
                $"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await output}\n{await errors}");
            return await output;
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
