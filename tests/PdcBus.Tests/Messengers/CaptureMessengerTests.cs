namespace PdcBus;

public sealed class CaptureMessengerTests
{
    [Fact]
    public async Task Listen_Several_EachSeesEverythingSinceThen()
    {
        var token = TestContext.Current.CancellationToken;
        var capture = new CaptureMessenger();
        using var first = capture.Listen();
        await Send(capture, "a");
        using var second = capture.Listen();
        await Send(capture, "b");
        second.Dispose();
        await Send(capture, "c");

        Assert.Equal(["a", "b", "c"], first.Messages.Select(m => m.Topic));
        Assert.Equal(["b"], second.Messages.Select(m => m.Topic));
        Assert.Equal("b", (await second.WaitForAsync("b", cancellationToken: token)).Topic);
    }

    [Fact]
    public async Task WaitFor_ComesLater_IsFound()
    {
        var capture = new CaptureMessenger();
        using var listener = capture.Listen();

        var waiting = listener.WaitForAsync(m => m.Topic == "b", cancellationToken: TestContext.Current.CancellationToken);
        await Send(capture, "a");
        Assert.False(waiting.IsCompleted);
        await Send(capture, "b");

        Assert.Equal("b", (await waiting).Topic);
    }

    [Fact]
    public async Task WaitFor_DoesNotCome_SaysWhatCame()
    {
        var capture = new CaptureMessenger();
        using var listener = capture.Listen();
        await Send(capture, "a");

        var error = await Assert.ThrowsAsync<TimeoutException>(
            () => listener.WaitForAsync("b", TimeSpan.FromMilliseconds(1), TestContext.Current.CancellationToken));

        Assert.Contains("Arrived: [a ", error.Message, StringComparison.Ordinal);
    }

    private static Task Send(IMessenger capture, string topic) => capture.SendAsync(Make.Message(topic), default);
}
