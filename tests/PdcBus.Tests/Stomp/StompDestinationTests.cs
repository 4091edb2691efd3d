using CsCheck;

namespace PdcBus;

public sealed class StompDestinationTests
{
    [Theory]
    [InlineData("/topic/pdc", "compose", "/topic/pdc.compose")]
    [InlineData("/topic/{topic}", "releases.changed", "/topic/releases.changed")]
    [InlineData("/exchange/pdc/{topic}", "contacts/people.added", "/exchange/pdc/contacts%2Fpeople.added")]
    [InlineData("/exchange/pdc/x.{topic}.y", "a,b?c:d", "/exchange/pdc/x.a,b?c:d.y")]
    [InlineData("/topic/pdc", "näme%zz", "/topic/pdc.näme%zz")]
    public void For_RabbitMq_KeepsTheKeyAndTheSlash(string template, string topic, string destination) =>
        Assert.Equal(destination, new StompDestination(template).For(topic, StompServer.RabbitMq));

    [Theory]
    [InlineData(StompServer.ActiveMq)]
    [InlineData(StompServer.Other)]
    internal void For_OtherServers_KeepTheSlash(StompServer server) => Assert.Equal(
        "/topic/pdc.contacts/people.added",
        new StompDestination("/topic/pdc").For("contacts/people.added", server));

    [Theory]
    [InlineData("a,/queue/evil")]
    [InlineData("a,b")]
    [InlineData("queue://evil")]
    [InlineData("a?consumer.exclusive=true")]
    [InlineData("a.>")]
    [InlineData("*")]
    [InlineData("#")]
    [InlineData("a b")]
    [InlineData("a\nreceipt:x")]
    [InlineData("a\r")]
    [InlineData("a..b")]
    [InlineData(".a")]
    [InlineData("a.")]
    [InlineData("ActiveMQ.Advisory.Connection")]
    [InlineData("")]
    public void For_ActiveMq_RefusesWhatWouldMeanMore(string topic)
    {
        var error = Assert.Throws<MessengerException>(
            () => new StompDestination("/topic/{topic}").For(topic, StompServer.ActiveMq));

        Assert.Equal(MessengerErrorKind.Invalid, error.Kind);
    }

    [Theory]
    [InlineData("a%2Fb")]
    [InlineData("a%2fb")]
    [InlineData("a\nb")]
    [InlineData("a\tb")]
    public void For_RabbitMq_RefusesWhatWouldChange(string topic) => Assert.Throws<MessengerException>(
        () => new StompDestination("/topic/{topic}").For(topic, StompServer.RabbitMq));

    [Fact]
    public void For_KeyBeyondAShortString_IsTooLarge()
    {
        var destination = new StompDestination("/topic/pdc");

        Assert.EndsWith("x", destination.For(new string('x', 251), StompServer.RabbitMq), StringComparison.Ordinal);
        var error = Assert.Throws<MessengerException>(
            () => destination.For(new string('x', 252), StompServer.RabbitMq));
        Assert.Equal(MessengerErrorKind.TooLarge, error.Kind);
    }

    [Fact]
    public void For_AnyTopic_IsOneDestinationBelowTheTemplateOrRefused() => Gen.Select(
        Gen.String[Gen.Char["abz.,/?:*>#%\\\n\r\0 2Fé\uD800"], 0, 12], Gen.Bool).Sample((topic, isRabbitMq) =>
    {
        var server = isRabbitMq ? StompServer.RabbitMq : StompServer.ActiveMq;
        string destination;
        try
        {
            destination = new StompDestination("/topic/pdc").For(topic, server);
        }
        catch (MessengerException error)
        {
            return error.Kind is MessengerErrorKind.Invalid;
        }

        // Read back as the servers do.
        var name = destination["/topic/".Length..];
        return destination.StartsWith("/topic/pdc.", StringComparison.Ordinal)
            && !name.Any(char.IsControl)
            && (isRabbitMq
                ? !name.Contains('/', StringComparison.Ordinal) && name.Replace("%2F", "/", StringComparison.Ordinal) == $"pdc.{topic}"
                : name == $"pdc.{topic}" && name.IndexOfAny([',', '?', ':', '*', '>']) < 0);
    });

    [Theory]
    [InlineData("/topic/pdc")]
    [InlineData("/exchange/pdc/{topic}")]
    [InlineData("/queue/pdc-{topic}")]
    [InlineData("pdc.{topic}")]
    public void Flaw_GoodTemplate_IsNone(string template) => Assert.Null(StompDestination.Flaw(template));

    [Theory]
    [InlineData("", "empty")]
    [InlineData("/topic/a,/queue/b", "one plain destination")]
    [InlineData("/topic/>", "one plain destination")]
    [InlineData("/topic/a b", "white space")]
    [InlineData("/topic/a\n", "white space")]
    [InlineData("/topic/{Topic}", "other braces")]
    [InlineData("/exchange/pdc", "Write /exchange/pdc/{topic}")]
    public void Flaw_BadTemplate_NamesTheCure(string template, string flaw) =>
        Assert.Contains(flaw, StompDestination.Flaw(template), StringComparison.Ordinal);

    [Fact]
    public void FlawOn_NameWithoutSlash_IsAQueueToBothKnownServers()
    {
        var destination = new StompDestination("pdc");

        Assert.Null(destination.FlawOn(StompServer.Other));
        Assert.NotNull(destination.FlawOn(StompServer.RabbitMq));
        Assert.NotNull(destination.FlawOn(StompServer.ActiveMq));
    }
}
