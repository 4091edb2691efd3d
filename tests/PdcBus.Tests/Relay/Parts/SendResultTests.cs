using System.Net.Sockets;

namespace PdcBus;

public sealed class SendResultTests
{
    public static TheoryData<Exception, MessengerErrorKind, string> Errors => new()
    {
        { new MessengerException(MessengerErrorKind.TooLarge, "Too large."), MessengerErrorKind.TooLarge, "Too large." },
        { new OperationCanceledException(), MessengerErrorKind.InDoubt, "The send was cancelled." },
        { new TaskCanceledException(), MessengerErrorKind.InDoubt, "The send was cancelled." },
        { new IOException("Reset."), MessengerErrorKind.InDoubt, "The connection failed: Reset." },
        { new SocketException(111), MessengerErrorKind.InDoubt, "The connection failed: Connection refused" },
        { new TimeoutException("Late."), MessengerErrorKind.InDoubt, "The connection failed: Late." },
        { new InvalidOperationException("Odd."), MessengerErrorKind.Refused, "The messenger failed: Odd." },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void Classify_GivesEveryErrorAKind(Exception error, MessengerErrorKind kind, string text)
    {
        var classified = SendResult.Classify(error);

        Assert.Equal((kind, text), (classified.Kind, classified.Message));
        if (classified != error) Assert.Same(error, classified.InnerException);
    }
}
