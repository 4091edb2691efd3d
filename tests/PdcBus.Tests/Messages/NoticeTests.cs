using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace PdcBus;

public sealed class NoticeTests
{
    private static readonly MessageWriter Writer = new(
        new EventJson([]), Options.Create(new PdcBusOptions()), new PdcBusSection(new ConfigurationBuilder().Build()));

    [Fact]
    public void Message_OfAnEventWithANotice_CarriesIt()
    {
        var message = Write(new WidgetBroken(7));

        Assert.Equal("Widget 7 is broken", message.Notice!.Summary);
        Assert.Equal(PdcSeverity.Warning, message.Notice.Severity);
    }

    [Fact]
    public void Notice_AsAPublicProperty_IsNoFieldOfTheBody() =>
        Assert.Equal(
            """{"id":7,"author":"ann","comment":null}""", Encoding.UTF8.GetString(Write(new WidgetBroken(7)).Body.Span));

    [Fact]
    public void Message_OfAnEventWithoutOne_HasNone() => Assert.Null(Write(new WidgetPainted(7)).Notice);

    [Fact]
    public void Replay_OfAMessageWithANotice_KeepsIt()
    {
        var message = Write(new WidgetBroken(7));

        Assert.Same(message.Notice, message.AsReplay().Notice);
    }

    [Fact]
    public void Event_WhoseNoticeFails_IsNamed()
    {
        var error = Assert.Throws<PdcBusException>(() => Write(new WidgetLost()));

        Assert.Equal(
            "WidgetLost cannot say what people are told of it (InvalidOperationException). Check its IPdcNotable.Notice.",
            error.Message);
    }

    private static PdcMessage Write(object pdcEvent) => Writer.Write(
        [new PendingEvent(0, Guid.CreateVersion7(), pdcEvent, "widgets", "widgets", null, Make.Noon)],
        new CommonFields(new PdcOrigin("ann", null), null))[0];

    [PdcTopic("widgets")]
    private sealed record WidgetBroken(int Id) : IPdcNotable
    {
        public PdcNotice Notice => new() { Severity = PdcSeverity.Warning, Summary = $"Widget {Id} is broken" };
    }

    [PdcTopic("widgets")]
    private sealed record WidgetPainted(int Id);

    [PdcTopic("widgets")]
    private sealed record WidgetLost : IPdcNotable
    {
        PdcNotice IPdcNotable.Notice => throw new InvalidOperationException();
    }
}
