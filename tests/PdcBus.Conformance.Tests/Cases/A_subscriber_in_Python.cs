using System.Net;
using System.Text.Json;

namespace PdcBus.Conformance.Tests;

/// <summary>Some of the cases on a real RabbitMQ, as a program sees them that knows nothing of .NET: pika.</summary>
public sealed class A_subscriber_in_Python : IAsyncLifetime
{
    private const string Labels = "/rest_api/v1/labels/";
    private const string FullImport = "/rest_api/v1/rpc/compose-full-import/";

    private RabbitMqExchange? _exchange;
    private PythonProgram? _subscriber;
    private SampleServer? _pdc;

    private SampleServer Pdc => _pdc!;

    public async ValueTask InitializeAsync()
    {
        _exchange = await RabbitMqExchange.RequireAsync();
        _subscriber = PythonProgram.Start(
            "pika", "python3-pika", "Python/subscriber.py", _exchange.Server.Url.ToString(), _exchange.Name);
        Assert.Equal("READY", await _subscriber.LineAsync());
        _pdc = new SampleServer(null, _exchange.Settings());
    }

    public async ValueTask DisposeAsync()
    {
        if (_pdc is not null) await _pdc.DisposeAsync();
        if (_subscriber is not null) await _subscriber.DisposeAsync();
        if (_exchange is not null) await _exchange.DisposeAsync();
    }

    [Fact, Case(1)]
    public async Task Sees_a_new_label_with_its_comment()
    {
        using var response = await Pdc.PostAsync(
            Labels, new { name = "a", description = "b" }, ("PDC-Change-Comment", "Grüße"));

        var body = await ReceiveAsync("labels.added");
        Assert.True(JsonElement.DeepEquals(await response.JsonAsync(), body.GetProperty("new_value")));
        Assert.Equal("Grüße", body.GetProperty("comment").GetString());
        Assert.Equal(1, body.GetProperty("changeset_id").GetInt64());
    }

    [Fact, Case(6)]
    public async Task Sees_what_a_deleted_label_was()
    {
        using var added = await Pdc.PostAsync(Labels, new { name = "a", description = "b" });
        var label = (await ReceiveAsync("labels.added")).GetProperty("new_value");

        using var deleted = await Pdc.SendAsync(HttpMethod.Delete, label.GetProperty("url").GetString()!);

        var body = await ReceiveAsync("labels.removed");
        Assert.Equal(JsonValueKind.Null, body.GetProperty("url").ValueKind);
        Assert.True(JsonElement.DeepEquals(label, body.GetProperty("old_value")));
    }

    [Fact, Case(19)]
    public async Task Sees_a_new_compose_before_its_images()
    {
        using var response = await Pdc.PostAsync("/rest_api/v1/compose-images/", Manifests.Images());

        Assert.Equal("2015-03-10", (await ReceiveAsync("compose")).GetProperty("compose_date").GetString());
        Assert.Equal(4, (await ReceiveAsync("images")).GetProperty("count").GetInt32());
    }

    [Fact, Case(21)]
    public async Task Sees_a_full_import_in_its_order_and_nothing_of_one_that_failed()
    {
        using var failed = await Pdc.PostAsync(FullImport, Manifests.FullImport().With("location", "MOON"));

        await ImportAsync();
        using var again = await Pdc.PostAsync(FullImport, Manifests.FullImport());

        Assert.Equal(HttpStatusCode.BadRequest, failed.StatusCode);
        Assert.Equal(6, (await ReceiveAsync("rpms")).GetProperty("count").GetInt32());
        Assert.Equal(4, (await ReceiveAsync("images")).GetProperty("count").GetInt32());
    }

    [Fact, Case(24)]
    public async Task Sees_a_compose_before_and_after_its_test()
    {
        var compose = await ImportAsync();

        using var response = await Pdc.SendAsync(HttpMethod.Patch, compose, new { acceptance_testing = "passed" });

        var body = await ReceiveAsync("compose");
        Assert.Equal("untested", body.GetProperty("from").GetProperty("acceptance_testing").GetString());
        Assert.Equal("passed", body.GetProperty("to").GetProperty("acceptance_testing").GetString());
    }

    [Fact, Case(27)]
    public async Task Sees_one_deletion_of_two()
    {
        var compose = await ImportAsync();

        using var first = await Pdc.SendAsync(HttpMethod.Delete, compose);
        using var second = await Pdc.SendAsync(HttpMethod.Delete, compose);
        using var label = await Pdc.PostAsync(Labels, new { name = "a", description = "b" });

        Assert.Equal("delete", (await ReceiveAsync("compose")).GetProperty("action").GetString());
        await ReceiveAsync("labels.added");
    }

    /// <summary>Imports a compose, sees its three messages, and returns its path.</summary>
    private async Task<string> ImportAsync()
    {
        using var response = await Pdc.PostAsync(FullImport, Manifests.FullImport());
        foreach (var topic in new[] { "compose", "rpms", "images" }) await ReceiveAsync(topic);
        return $"/rest_api/v1/composes/{Manifests.ComposeId}/";
    }

    /// <summary>The body of the next message, which is of this topic.</summary>
    private async Task<JsonElement> ReceiveAsync(string topic)
    {
        var message = JsonElement.Parse(await _subscriber!.LineAsync());
        Assert.Equal(topic, message.GetProperty("topic").GetString());
        Assert.Equal("application/json", message.GetProperty("content_type").GetString());
        return message.GetProperty("body");
    }
}
