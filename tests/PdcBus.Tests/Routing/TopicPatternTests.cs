namespace PdcBus;

public sealed class TopicPatternTests
{
    [Theory]
    [InlineData("compose", "compose", true)]
    [InlineData("compose", "composes", false)]
    [InlineData("*", "compose", true)]
    [InlineData("*", "labels.added", false)]
    [InlineData("labels.*", "labels.added", true)]
    [InlineData("labels.*", "labels", false)]
    [InlineData("labels.*", "labels.added.x", false)]
    [InlineData("#", "compose", true)]
    [InlineData("#", "a.b.c", true)]
    [InlineData("labels.#", "labels", true)]
    [InlineData("labels.#", "labels.added.x", true)]
    [InlineData("#.added", "contacts/people.added", true)]
    [InlineData("#.added", "added", true)]
    [InlineData("#.b.#", "a.b.c", true)]
    [InlineData("#.b.#", "a.c", false)]
    [InlineData("*.#.c", "a.c", true)]
    [InlineData("*.#.c", "c", false)]
    [InlineData("Compose", "compose", false)]
    public void Matches_AsATopicExchangeDoes(string pattern, string topic, bool expected) =>
        Assert.Equal(expected, new TopicPattern(pattern).Matches(topic));
}
