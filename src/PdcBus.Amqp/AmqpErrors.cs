using Amqp;
using Amqp.Framing;

namespace PdcBus;

/// <summary>From conditions and outcomes of AMQP 1.0 to kinds of errors.</summary>
internal static class AmqpErrors
{
    private static readonly Dictionary<string, (MessengerErrorKind Kind, string Cure)> OfOneMessage = new(StringComparer.Ordinal)
    {
        [ErrorCode.UnauthorizedAccess] = (MessengerErrorKind.NotPermitted, "Give the user of Amqp:Urls the right to write there."),
        [ErrorCode.ResourceLimitExceeded] = (MessengerErrorKind.Throttled, "The server's memory, disk or queue is full."),
        [ErrorCode.MessageSizeExceeded] = (MessengerErrorKind.TooLarge, "Lower Amqp:MaxBody to what the server takes, or raise it there."),
        [ErrorCode.DecodeError] = (MessengerErrorKind.Invalid, "The server cannot read the message."),
        [ErrorCode.InvalidField] = (MessengerErrorKind.Invalid, "Check Amqp:Address and the topic."),
        [ErrorCode.NotFound] = (MessengerErrorKind.Refused, "Declare what Amqp:Address names, or let the server do so."),
        [ErrorCode.ResourceDeleted] = (MessengerErrorKind.Refused, "Declare what Amqp:Address names, or let the server do so."),
    };

    /// <summary>What ends a link or more and says nothing of the messages on it.</summary>
    private static readonly HashSet<string> OfNoMessage = new(StringComparer.Ordinal)
    {
        ErrorCode.InternalError, ErrorCode.ConnectionForced, ErrorCode.ConnectionRedirect, ErrorCode.FramingError,
        ErrorCode.WindowViolation, ErrorCode.ErrantLink, ErrorCode.HandleInUse, ErrorCode.UnattachedHandle,
        ErrorCode.DetachForced, ErrorCode.LinkRedirect, ErrorCode.Stolen, ErrorCode.IllegalState,
        ErrorCode.TransferLimitExceeded, ErrorCode.FrameSizeTooSmall,
    };

    /// <summary>What the server says, in one clean line.</summary>
    public static string Text(Error? error)
    {
        if (error is null) return "no reason";
        var condition = PeerText.Clean(error.Condition?.ToString() ?? "");
        var description = PeerText.Clean(error.Description ?? "").TrimEnd('.');
        return description.Length == 0 ? condition : $"{condition} ({description})";
    }

    /// <summary>Where all messages share one node: an error that each of them would meet. Null if it concerns some only.</summary>
    public static MessengerException? OfAll(Error? error, AmqpAddress address)
    {
        if (!address.IsShared) return null;
        var cure = error?.Condition?.ToString() switch
        {
            ErrorCode.NotFound or ErrorCode.ResourceDeleted => "Declare the exchange that Amqp:Address names.",
            ErrorCode.InvalidField => "RabbitMQ 3 wants Amqp:Address to begin with /exchange/, RabbitMQ 4 with /exchanges/.",
            _ => null,
        };
        return cure is null ? null : Said(MessengerErrorKind.Unreachable, error, cure);
    }

    /// <summary>
    /// The error of the message that was at fault for the end of a link or session; null if that end says nothing of it.
    /// </summary>
    public static MessengerException? OfMessage(Error? error)
    {
        if (error?.Condition?.ToString() is not { } condition || OfNoMessage.Contains(condition)) return null;
        // RabbitMQ has no condition of its own for it.
        if (error.Description?.Contains("larger than", StringComparison.OrdinalIgnoreCase) == true) condition = ErrorCode.MessageSizeExceeded;
        return OfOneMessage.TryGetValue(condition, out var known)
            ? Said(known.Kind, error, known.Cure)
            : Said(MessengerErrorKind.Refused, error, "");
    }

    /// <summary>The error of the messages for whose link the server has no node.</summary>
    public static MessengerException OfRefusedLink(Error? error, AmqpAddress address) =>
        OfAll(error, address) ?? OfMessage(error)
        ?? new(MessengerErrorKind.Refused, $"The server attached no link: {Text(error)}. Check Amqp:Address.");

    /// <summary>The error of an outcome other than accepted (section 3.4).</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="address">Where messages go.</param>
    /// <param name="isRabbitMq">The server is a RabbitMQ.</param>
    public static MessengerException OfOutcome(Outcome? outcome, AmqpAddress address, bool isRabbitMq) => outcome switch
    {
        Rejected rejected => OfAll(rejected.Error, address) ?? OfMessage(rejected.Error)
            ?? new(MessengerErrorKind.Refused, $"The server rejected the message: {Text(rejected.Error)}."),
        // RabbitMQ releases what no queue is bound for; for others it says that nobody takes it just now.
        Released when isRabbitMq => new(MessengerErrorKind.Unroutable, "The server has no queue for the message."),
        Released or Modified { DeliveryFailed: false, UndeliverableHere: false } =>
            new(MessengerErrorKind.Throttled, "The server released the message: nobody takes it now."),
        Modified { UndeliverableHere: true } =>
            new(MessengerErrorKind.Refused, "The server says that the message cannot be delivered there."),
        Modified => new(MessengerErrorKind.Refused, "The server says that the delivery failed."),
        _ => new(MessengerErrorKind.InDoubt, "The server settled the message without saying how."),
    };

    private static MessengerException Said(MessengerErrorKind kind, Error? error, string cure) =>
        new(kind, $"The server said: {Text(error)}. {cure}".TrimEnd());
}
