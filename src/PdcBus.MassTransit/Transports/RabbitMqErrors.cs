using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using MassTransit;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using PublishException = RabbitMQ.Client.Exceptions.PublishException;

namespace PdcBus;

/// <summary>
/// What the errors of RabbitMQ and its client mean. Pure. Reply codes: AMQP 0.9.1, section 1.2 of the XML
/// specification.
/// </summary>
/// <param name="Server">Where RabbitMQ is, without a password.</param>
/// <param name="AddressCure">What to look at when it cannot be reached.</param>
/// <param name="ExchangeCure">What to look at when the exchange is another one than expected.</param>
/// <param name="ParkUnroutable">Whether a message without a subscriber waits for a person.</param>
internal sealed record RabbitMqErrors(string Server, string AddressCure, string ExchangeCure, bool ParkUnroutable)
{
    /// <summary>What a user needs to publish.</summary>
    public string Permissions { get; init; } = "permissions configure and write";

    /// <summary>Explains what goes wrong with TLS; null if there is none.</summary>
    public TlsClient? Tls { get; init; }

    private const int AccessRefused = 403;
    private const int NotFound = 404;
    private const int PreconditionFailed = 406;

    /// <summary>The code that MassTransit gives to channels and connections that it still holds and that are gone.</summary>
    public const int GoneBefore = 491;

    /// <summary>Whether that is all there is to say.</summary>
    public static bool IsGoneBefore(Exception exception) =>
        Find<OperationInterruptedException>(exception) is { ShutdownReason.ReplyCode: GoneBefore };

    /// <summary>No connection came about.</summary>
    public MessengerException OfConnecting(Exception exception)
    {
        var reason = Find<MessengerException>(exception) is { } known
            ? $"cannot be reached: {known.Message}"
            : Find<AuthenticationFailureException>(exception) is { } login
            ? $"refuses the login: {login.Message} {AddressCure}"
            : Tls is not null && (Find<AuthenticationException>(exception) ?? (Exception?)Find<IOException>(exception)) is { } tls
            ? $"cannot be reached: {Tls.Explain(tls, Server)}"
            : Find<OperationInterruptedException>(exception) is { ShutdownReason: { } shutdown }
                ? $"refuses the connection: {shutdown.ReplyText}. {AddressCure}"
                : Find<SocketException>(exception) is { } socket
                    ? $"cannot be reached: {socket.Message}."
                    : $"cannot be reached: {exception.GetBaseException().Message}";
        return Unreachable($"RabbitMQ at {Server} {reason}", exception);
    }

    /// <summary>A connection was asked for and nothing happened.</summary>
    public MessengerException OfSilentConnecting(TimeSpan waited) =>
        Unreachable($"RabbitMQ at {Server} did not answer within {Seconds(waited)} s.");

    /// <summary>The server takes nothing from publishers.</summary>
    public MessengerException OfBlockedConnection(string reason) =>
        Unreachable($"RabbitMQ at {Server} blocks publishers: {reason}. Free memory or disk space on the server.");

    /// <summary>A try failed.</summary>
    public MessengerException OfSending(Exception exception, PdcMessage message)
    {
        if (Find<MessageReturnedException>(exception) is not null)
        {
            return new MessengerException(
                MessengerErrorKind.Unroutable, $"No queue is bound for the topic '{message.Topic}'.", exception)
            {
                Park = ParkUnroutable,
            };
        }

        if (Find<PublishException>(exception) is not null)
        {
            return new MessengerException(
                MessengerErrorKind.Refused,
                $"RabbitMQ at {Server} refused the message (basic.nack): a queue that is bound for it is full or failed.",
                exception);
        }

        return exception is ArgumentException
            ? new MessengerException(
                MessengerErrorKind.Invalid, $"RabbitMQ cannot carry the message: {exception.Message}", exception)
            : Find<OperationInterruptedException>(exception)?.ShutdownReason is { } reason
                ? OfShutdown(reason, message, exception)
                : Lost(exception.GetBaseException().Message, exception);
    }

    /// <summary>No confirm came in time.</summary>
    public MessengerException OfSilence(SendAttempt attempt, TimeSpan waited) => new(
        attempt.IsHandedOver ? MessengerErrorKind.InDoubt : MessengerErrorKind.Unreachable,
        $"RabbitMQ at {Server} did not confirm within {Seconds(waited)} s.");

    private MessengerException OfShutdown(ShutdownEventArgs reason, PdcMessage message, Exception exception) =>
        reason switch
        {
            { ReplyCode: AccessRefused } when IsAboutAnotherTopic(reason.ReplyText, message.Topic) =>
                Lost(reason.ReplyText, exception),
            { ReplyCode: AccessRefused } => new MessengerException(
                MessengerErrorKind.NotPermitted,
                $"RabbitMQ at {Server}: {reason.ReplyText}. The user needs the {Permissions} for it.",
                exception),
            { ReplyCode: NotFound } => Unreachable($"RabbitMQ at {Server}: {reason.ReplyText}. {ExchangeCure}", exception),
            { ReplyCode: PreconditionFailed } when IsAboutSize(reason.ReplyText) => OfSize(reason, message, exception),
            { ReplyCode: PreconditionFailed } =>
                Unreachable($"RabbitMQ at {Server}: {reason.ReplyText}. {ExchangeCure}", exception),
            { ReplyCode: GoneBefore } => Unreachable($"The connection to RabbitMQ at {Server} was lost before.", exception),
            _ => Lost(reason.ReplyText, exception),
        };

    /// <summary>An error closes the channel under all its messages: only that of the size in the text is too large.</summary>
    private MessengerException OfSize(ShutdownEventArgs reason, PdcMessage message, Exception exception) =>
        reason.ReplyText.Contains(
            string.Create(CultureInfo.InvariantCulture, $" {message.Body.Length} "), StringComparison.Ordinal)
            ? new MessengerException(
                MessengerErrorKind.TooLarge,
                $"RabbitMQ at {Server}: {reason.ReplyText}. Raise max_message_size on the server, or send less.",
                exception)
            : Lost(reason.ReplyText, exception);

    private static bool IsAboutSize(string text) => text.Contains("message size", StringComparison.Ordinal);

    private static bool IsAboutAnotherTopic(string text, string topic) =>
        text.Contains("access to topic", StringComparison.Ordinal)
        && !text.Contains($"'{topic}'", StringComparison.Ordinal);

    private MessengerException Lost(string reason, Exception exception) => new(
        MessengerErrorKind.InDoubt,
        $"The connection to RabbitMQ at {Server} was lost before the message was confirmed: {reason}",
        exception);

    private static MessengerException Unreachable(string message, Exception? exception = null) =>
        new(MessengerErrorKind.Unreachable, message, exception);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);

    private static T? Find<T>(Exception? exception)
        where T : Exception => exception switch
    {
        null => null,
        T found => found,
        AggregateException { InnerExceptions: var all } => all.Select(Find<T>).FirstOrDefault(found => found is not null),
        _ => Find<T>(exception.InnerException),
    };
}
