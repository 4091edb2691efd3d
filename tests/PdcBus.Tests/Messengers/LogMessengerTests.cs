namespace PdcBus;

public sealed class LogMessengerTests
{
    [Fact]
    public async Task Send_WritesTopicIdAndIndentedJson()
    {
        var logs = new CollectedLogs();
        var message = Make.Message("compose", body: """{"a":"ü","b":[1]}""");

        await new LogMessenger(logs.For<LogMessenger>()).SendAsync(message, TestContext.Current.CancellationToken);

        var n = Environment.NewLine;
        Assert.Equal(
            $$"""compose {{message.Id}}{{n}}{{{n}}  "a": "ü",{{n}}  "b": [{{n}}    1{{n}}  ]{{n}}}""",
            Assert.Single(logs.Lines).Text);
    }
}
