using System.Text.Json;

namespace PdcBus.Contracts.Tests;

public sealed class NoticeTests
{
    private static readonly DateOnly Day = new(2015, 3, 10);
    private static readonly Label Label = new("https://pdc.example/labels/1/", "l", "d");

    [Fact]
    public void Summary_OfEachContract_ReadsLikeASubject()
    {
        (object Event, string Summary)[] expected =
        [
            (new ComposeCreated("c-1", Day, "test", 0), "Compose c-1 was created"),
            (new ComposeDeleted("c-1"), "Compose c-1 was deleted"),
            (new RpmsImported(6, "c-1", Day, "test", 0), "6 RPMs were imported into compose c-1"),
            (new ImagesImported(4, "c-1", Day, "test", 0), "4 images were imported into compose c-1"),
            (new ResourceAdded<Label>(Label.Url, Label), "Added to labels: https://pdc.example/labels/1/"),
            (new ResourceChanged<Label>(Label.Url, Label, Label), "Changed in labels: https://pdc.example/labels/1/"),
            (new ResourceRemoved<Label>(Label.Url, Label), "Removed from labels: https://pdc.example/labels/1/"),
            (new ResourceRemoved<Label>(null, Label), "Removed from labels"),
        ];

        Assert.All(expected, e => Assert.Equal(e.Summary, NoticeOf(e.Event).Summary));
    }

    [Fact]
    public void Notice_OfEveryContract_HasASummaryAndTheUsualSeverity() => Assert.All(
        GoldenMessages.Events,
        e =>
        {
            Assert.NotEmpty(NoticeOf(e).Summary!);
            Assert.Equal(PdcSeverity.Info, NoticeOf(e).Severity);
        });

    [Fact]
    public void Urls_OfAResourceThatIsStillThere_LeadToIt()
    {
        Assert.Equal([Label.Url], NoticeOf(new ResourceAdded<Label>(Label.Url, Label)).Urls);
        Assert.Equal([Label.Url], NoticeOf(new ResourceChanged<Label>(Label.Url, Label, Label)).Urls);
        Assert.Empty(NoticeOf(new ResourceRemoved<Label>(Label.Url, Label)).Urls);
    }

    [Fact]
    public void Notice_StoredAndReadAgain_IsTheSame()
    {
        var notice = new PdcNotice
        {
            Severity = PdcSeverity.Error,
            Summary = "Widget 7 is broken",
            AffectedObjects = [new(PdcObjectKind.Rpm, "bash"), new(PdcObjectKind.User, "ann")],
            Urls = ["https://example.org/7"],
        };

        var json = JsonSerializer.Serialize(notice, PdcJsonContext.Default.PdcNotice);
        var read = JsonSerializer.Deserialize(json, PdcJsonContext.Default.PdcNotice)!;

        Assert.Equal(
            """
            {"severity":40,"summary":"Widget 7 is broken","affected_objects":[{"kind":"rpm","name":"bash"},{"kind":"user","name":"ann"}],"urls":["https://example.org/7"]}
            """,
            json);
        Assert.Equivalent(notice, read, strict: true);
    }

    [Fact]
    public void Notice_ListThatTheMakerChangesLater_StaysAsItWas()
    {
        List<string> urls = ["https://example.org/1"];
        var notice = new PdcNotice { Urls = urls };

        urls.Clear();

        Assert.Single(notice.Urls);
    }

    private static PdcNotice NoticeOf(object pdcEvent) => Assert.IsType<IPdcNotable>(pdcEvent, exactMatch: false).Notice;
}
