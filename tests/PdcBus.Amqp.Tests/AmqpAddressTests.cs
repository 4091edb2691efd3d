namespace PdcBus;

public sealed class AmqpAddressTests
{
    [Theory]
    [InlineData("topic://pdc.{topic}", "compose", "topic://pdc.compose")]
    [InlineData("com.redhat.pdc", "releases.changed", "com.redhat.pdc.releases.changed")]
    [InlineData("topic://VirtualTopic.{topic}.x", "a", "topic://VirtualTopic.a.x")]
    [InlineData("topic://pdc.{topic}", "contacts/people.added", "topic://pdc.contacts/people.added")]
    [InlineData("/exchange/pdc/{topic}", "contacts/people.added", "/exchange/pdc/contacts%2Fpeople.added")]
    [InlineData("/exchange/pdc/x", "a", "/exchange/pdc/x.a")]
    [InlineData("/exchange/pdc/{topic}", "a%zz*#", "/exchange/pdc/a%zz*#")]
    [InlineData("/exchanges/pdc/{topic}", "contacts/people.added", "/exchanges/pdc/contacts%2Fpeople.added")]
    [InlineData("/exchanges/pdc/{topic}", "a%2Fb", "/exchanges/pdc/a%252Fb")]
    public void For_Topic_IsTheAddress(string template, string topic, string address) =>
        Assert.Equal(address, new AmqpAddress(template).For(topic));

    [Theory]
    [InlineData("topic://pdc.{topic}", "a,queue://b")]
    [InlineData("topic://pdc.{topic}", "a?consumer.priority=1")]
    [InlineData("topic://pdc.{topic}", "a>")]
    [InlineData("topic://pdc.{topic}", "*")]
    [InlineData("topic://pdc.{topic}", "#")]
    [InlineData("topic://pdc.{topic}", "a::b")]
    [InlineData("topic://pdc.{topic}", "a..b")]
    [InlineData("topic://pdc.{topic}", ".a")]
    [InlineData("topic://{topic}", "ActiveMQ.Advisory.Queue")]
    [InlineData("/exchange/pdc/{topic}", "a%2fb")]
    [InlineData("/exchange/pdc/{topic}", "a\nb")]
    [InlineData("/exchange/pdc/{topic}", "a\0b")]
    [InlineData("/exchanges/pdc/{topic}", "a b")]
    [InlineData("/exchanges/pdc/{topic}", "")]
    [InlineData("/exchanges/pdc/{topic}", "a\ud83c\udf89")]
    public void For_TopicThatWouldBeMore_IsInvalid(string template, string topic)
    {
        var error = Assert.Throws<MessengerException>(() => new AmqpAddress(template).For(topic));
        Assert.Equal(MessengerErrorKind.Invalid, error.Kind);
    }

    [Fact]
    public void For_LongRoutingKey_IsTooLarge()
    {
        var address = new AmqpAddress("/exchange/pdc/x.{topic}");

        address.For(new string('a', 253));
        var error = Assert.Throws<MessengerException>(() => address.For(new string('a', 254)));

        Assert.Equal(MessengerErrorKind.TooLarge, error.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("topic://pdc.{Topic}")]
    [InlineData("topic://a,queue://b")]
    [InlineData("topic://pdc.>")]
    [InlineData("topic://pdc {topic}")]
    [InlineData("/exchange/pdc")]
    [InlineData("/exchanges/{topic}")]
    public void Flaw_BadTemplate_IsNamed(string template) => Assert.NotNull(AmqpAddress.Flaw(template));

    [Theory]
    [InlineData("topic://pdc.{topic}", "RabbitMQ", true)]
    [InlineData("com.redhat.pdc", "RabbitMQ", true)]
    [InlineData("/exchange/pdc/{topic}", "RabbitMQ", false)]
    [InlineData("topic://pdc.{topic}", "ActiveMQ", false)]
    [InlineData("topic://pdc.{topic}", null, false)]
    public void FlawOn_RabbitMqAndAPlainName_IsNamed(string template, string? product, bool isFlaw) =>
        Assert.Equal(isFlaw, new AmqpAddress(template).FlawOn(product) is not null);
}
