namespace PdcBus;

public sealed class MassTransitDestinationsTests
{
    [Theory]
    [InlineData("rabbitmq", "compose", "exchange:pdc?type=topic")]
    [InlineData("rabbitmqs", "releases.changed", "exchange:pdc?type=topic")]
    [InlineData("loopback", "compose", "exchange:pdc?type=Topic")]
    [InlineData("activemq", "compose", "topic:compose")]
    [InlineData("activemq", "eng.pdc.contacts/people.added", "topic:eng.pdc.contacts.people.added")]
    [InlineData("sb", "a:b c", "topic:a_b_c")]
    public void On_ATransport_SendsWhereItsSubscribersListen(string scheme, string topic, string expected) =>
        Assert.Equal(new Uri(expected), MassTransitDestinations.On(scheme)(Messages.Make(topic)));
}
