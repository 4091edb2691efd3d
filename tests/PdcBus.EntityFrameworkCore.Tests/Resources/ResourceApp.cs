using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

/// <summary>The shop with its articles and shelves announced.</summary>
public static class ResourceApp
{
    public const string Root = "https://shop/";

    /// <summary>Each database, with a transaction around the work and without.</summary>
    public static TheoryData<DatabaseKind, PdcTransaction> Ways =>
        [.. Enum.GetValues<DatabaseKind>().SelectMany(k => Enum.GetValues<PdcTransaction>().Select(t => (k, t)))];

    public static Task<ShopApp> StartAsync(
        DatabaseKind kind,
        ContextStyle style = ContextStyle.Scoped,
        bool retries = false,
        Func<Job, Task<IResult>>? handler = null,
        Action<IServiceCollection>? services = null,
        (string Key, string Value)[]? settings = null) => ShopApp.StartAsync(
            kind, style, retries, handler, s =>
            {
                s.AddPdcBus().AddResourceEvents<ShopContext>(Register);
                services?.Invoke(s);
            },
            settings);

    public static void Register(PdcResourceEventsBuilder resources) => resources
        .Add<ArticleRow, Article>(
            _ =>
            {
                var root = Root;
                return row => new PdcRepresentation<Article>(
                    root + "articles/" + row.Name + "/",
                    new Article(
                        row.Name,
                        row.Vendor!.Name,
                        row.Box!.Width,
                        row.Box.Seal!.Colour,
                        row.Lines.OrderBy(l => l.Text).Select(l => l.Text).ToList(),
                        row.Tags.OrderBy(t => t.Name).Select(t => t.Name).ToList()));
            },
            row => row.Lines,
            row => row.Tags)
        .Add<ShelfRow, Shelf>(
            _ => row => new PdcRepresentation<Shelf>(Root + "shelves/" + row.Hall + "/" + row.Number + "/", new Shelf(row.Name)));

    /// <summary>What has reached the bus, shortly.</summary>
    public static async Task<IReadOnlyList<string>> ToldAsync(this ShopApp app) => [.. (await app.MessagesAsync()).Select(Tell)];

    /// <summary>The change, shortly.</summary>
    public static string Tell(PdcResourceChange change) => Tell(
        change.Url, JsonSerializer.SerializeToElement(new { change.OldValue, change.NewValue }), "OldValue", "NewValue", "Name");

    /// <summary>Where a message says what has become what: <c>articles.changed a/: b > c</c>, or the name of a thing.</summary>
    private static string Tell(PdcMessage message)
    {
        var body = JsonDocument.Parse(message.Body).RootElement;
        if (body.TryGetProperty("name", out var name)) return name.GetString()!;
        var url = body.GetProperty("url").GetString();
        return $"{message.Topic} {Tell(url, body, "old_value", "new_value", "name")}";
    }

    private static string Tell(string? url, JsonElement body, string old, string now, string name)
    {
        string Name(string value) => body.TryGetProperty(value, out var v) && v.ValueKind == JsonValueKind.Object
            ? v.GetProperty(name).GetString()!
            : "-";
        return $"{url?[Root.Length..] ?? "-"} {Name(old)} > {Name(now)}";
    }
}
