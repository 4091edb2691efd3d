using System.Net.Mime;
using System.Text.Encodings.Web;

namespace PdcBus.Sample;

/// <summary>The page that says what to try, and the demo that it tries it with.</summary>
internal static class StartPageEndpoints
{
    public static void MapStartPage(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", (HttpRequest request, IConfiguration configuration) => Results.Content(
            EmbeddedFile.Text("StartPage.html")
                .Replace("{{host}}", Encode($"{request.Scheme}://{request.Host}{request.PathBase}"))
                .Replace("{{base}}", Encode(request.PathBase))
                .Replace("{{messenger}}", Encode(Messenger(configuration))),
            MediaTypeNames.Text.Html));

        app.MapGet("/demo/full-import.json", () => new FullImportInput
        {
            ReleaseId = "tp-1.0",
            Composeinfo = EmbeddedFile.Json("Demo/composeinfo.json"),
            RpmManifest = EmbeddedFile.Json("Demo/rpms.json"),
            ImageManifest = EmbeddedFile.Json("Demo/images.json"),
            Location = "BRQ",
            Url = "http://brq.example.com/TP-1.0-20150310.0/",
            Scheme = "http",
        });
    }

    // One name, or a list of them.
    private static string Messenger(IConfiguration configuration)
    {
        var setting = configuration.GetSection("PdcBus:Messenger");
        return string.IsNullOrWhiteSpace(setting.Value)
            ? string.Join(", ", setting.GetChildren().Select(name => name.Value))
            : setting.Value;
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
