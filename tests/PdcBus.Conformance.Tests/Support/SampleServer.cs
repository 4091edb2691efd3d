using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace PdcBus.Conformance.Tests;

/// <summary>The sample in this process, on a port and a database of its own, with everything that it sends.</summary>
internal class SampleServer : WebApplicationFactory<Program>
{
    public const string AliceToken = "token-of-alice";
    public const string BobToken = "token-of-bob";

    private readonly string _folder = Directory.CreateTempSubdirectory("pdc-conformance-").FullName;
    private readonly string? _database;
    private readonly (string Key, string Value)[] _settings;
    private readonly CaptureListener _listener;
    private int _fences;
    private int _seen;

    public SampleServer(string? database = null, params (string Key, string Value)[] settings)
    {
        _database = database;
        _settings = settings;
        UseKestrel(port: 0);
        StartServer();
        Client = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 })
        {
            BaseAddress = new Uri(
                Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()),
        };
        _listener = Services.GetRequiredService<CaptureMessenger>().Listen();
    }

    public HttpClient Client { get; }

    /// <summary>Where it listens, without a slash at the end.</summary>
    public string Address => Client.BaseAddress!.GetLeftPart(UriPartial.Authority);

    public IPdcLedger Ledger => Services.GetRequiredService<IPdcLedger>();

    /// <summary>
    /// What was sent since the last call. Messages go out in order, so when the one that this sends has arrived,
    /// nothing that was published before it is still on its way.
    /// </summary>
    public async Task<IReadOnlyList<Captured>> MessagesAsync()
    {
        var fence = $"fence-{++_fences}";
        var cancellationToken = TestContext.Current.CancellationToken;
        await using (var scope = await Services.GetRequiredService<IPdcEventScopeFactory>().OpenAsync(
            fence, cancellationToken: cancellationToken))
        {
            scope.Buffer.Add(new Fence(fence));
            await scope.CompleteAsync(cancellationToken);
        }

        await _listener.WaitForAsync(message => message.Topic == fence, cancellationToken: cancellationToken);
        var messages = _listener.Messages.Skip(_seen).TakeWhile(message => message.Topic != fence).ToList();
        _seen += messages.Count + 1;
        return [.. messages.Select(message => new Captured(message))];
    }

    public Task<HttpResponseMessage> PostAsync(
        string path, object body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, body, headers);

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = JsonContent.Create(body);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await Client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.JsonAsync();
    }

    /// <summary>Asks a view of <see cref="ViewsController"/> to queue something.</summary>
    /// <param name="view">Its name.</param>
    /// <param name="queued">Pairs of topic and fields, as JSON.</param>
    public Task<HttpResponseMessage> QueueAsync(
        string view, string queued, params (string Name, string Value)[] headers) =>
        PostAsync($"/views/{view}", JsonElement.Parse(queued), headers);

    /// <summary>Creates a label; its messages are not seen by the test.</summary>
    /// <returns>Its URL.</returns>
    public async Task<string> AddLabelAsync(string name, string description = "some label")
    {
        using var response = await PostAsync("/rest_api/v1/labels/", new { name, description });
        var label = await response.JsonAsync();
        await MessagesAsync();
        return label.GetProperty("url").GetString()!;
    }

    /// <summary>Imports a compose; its messages are not seen by the test.</summary>
    /// <param name="respin">Which one of its day.</param>
    /// <returns>Its URL.</returns>
    public async Task<string> AddComposeAsync(int respin = 0)
    {
        using var response = await PostAsync("/rest_api/v1/rpc/compose-full-import/", Manifests.FullImport(respin));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        await MessagesAsync();
        return $"{Address}/rest_api/v1/composes/{Manifests.IdOf(respin)}/";
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder
            .UseEnvironment("Production")
            .UseSetting("Logging:LogLevel:Default", "Warning")
            .UseSetting("Logging:LogLevel:Microsoft.Hosting.Lifetime", "Warning")
            .UseSetting("PdcBus:Messenger", "capture")
            .UseSetting("Sample:Database", _database ?? Path.Combine(_folder, "pdc.db"))
            .UseSetting($"Sample:Tokens:{AliceToken}", "alice")
            .UseSetting($"Sample:Tokens:{BobToken}", "bob");
        foreach (var (key, value) in _settings) builder.UseSetting(key, value);
        builder.ConfigureTestServices(
            services => services.AddMvcCore().AddApplicationPart(typeof(ViewsController).Assembly));
    }

    public override async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _listener.Dispose();
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed record Fence(string Topic) : IPdcEvent
    {
        string IPdcEvent.Topic => Topic;
    }
}
