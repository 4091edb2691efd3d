using System.Globalization;
using System.Text;
using RabbitMQ.Client;

namespace PdcBus;

/// <summary>A message in fedora-messaging's wire format: which topic, properties and headers go with the body.</summary>
internal sealed class FedoraMessagingMapper
{
    /// <summary>AMQP 0.9.1, 4.2.5.3: a short string.</summary>
    private const int MaxRoutingKeyBytes = 255;

    /// <summary>No consumer follows so many objects of one message.</summary>
    private const int MaxObjects = 1000;

    private const string BaseSchema = "base.message";
    private const string BasePackage = "fedora_messaging";

    private readonly string _prefix;
    private readonly string _schema;
    private readonly string _package;

    public FedoraMessagingMapper(FedoraMessagingOptions options)
    {
        _prefix = string.Concat(
            new[] { options.TopicPrefix, options.ModName }.Where(part => part.Length > 0).Select(part => part + "."));
        _schema = options.Schema;
        _package = options.SchemaPackage.Length == 0 && _schema == BaseSchema ? BasePackage : options.SchemaPackage;
    }

    /// <summary>The full topic.</summary>
    /// <exception cref="MessengerException">It is longer than AMQP carries.</exception>
    public string RoutingKeyOf(PdcMessage message)
    {
        var key = _prefix + message.Topic;
        return Encoding.UTF8.GetByteCount(key) <= MaxRoutingKeyBytes
            ? key
            : throw new MessengerException(
                MessengerErrorKind.Invalid,
                $"The topic '{key}' is longer than {MaxRoutingKeyBytes} bytes, which is all that AMQP carries. Shorten " +
                "PdcBus:FedoraMessaging:TopicPrefix, ModName, or the event's topic.");
    }

    /// <summary>
    /// The properties. <c>sent-at</c> is when the message was made, so that a repeat is equal in every byte. Types
    /// matter: consumers reject a severity that is text and a time that is none.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="frameMax">The largest frame that the connection takes, in bytes; properties must fit in one.</param>
    /// <param name="leftOut">How many parts of the notice had no room: affected objects, the summary, the URLs.</param>
    public BasicProperties PropertiesOf(PdcMessage message, uint frameMax, out int leftOut)
    {
        var notice = message.Notice;
        var headers = new HeaderTable(frameMax);
        headers.TryAdd("fedora_messaging_schema", _schema);
        if (_package.Length > 0) headers.TryAdd("fedora_messaging_schema_package", _package);
        headers.TryAdd("sent-at", message.CreatedAt.UtcDateTime.ToString(
            "yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture));
        headers.TryAdd("fedora_messaging_severity", (int)(notice?.Severity ?? PdcSeverity.Info));
        headers.TryAdd("priority", 0);
        leftOut = notice is null ? 0 : Add(notice, headers);
        return new BasicProperties
        {
            ContentType = PdcMessage.ContentType,
            ContentEncoding = "utf-8",
            DeliveryMode = DeliveryModes.Persistent,
            MessageId = message.Id.ToString(),
            Headers = headers.Headers,
        };
    }

    private static int Add(PdcNotice notice, HeaderTable headers)
    {
        var leftOut = 0;
        if (notice.Summary is { } summary && !headers.TryAdd("summary", summary)) leftOut++;
        if (notice.Urls.Count > 0 && !headers.TryAdd("urls", notice.Urls.ToList())) leftOut += notice.Urls.Count;
        var added = 0;
        foreach (var (kind, name) in notice.AffectedObjects)
        {
            if (added < MaxObjects && headers.TryAdd($"fedora_messaging_{WordOf(kind)}_{name}", true)) added++;
            else leftOut++;
        }

        return leftOut;
    }

    private static string WordOf(PdcObjectKind kind) => kind switch
    {
        PdcObjectKind.User => "user",
        PdcObjectKind.Group => "group",
        PdcObjectKind.Rpm => "rpm",
        PdcObjectKind.Container => "container",
        PdcObjectKind.Module => "module",
        PdcObjectKind.Flatpak => "flatpak",
        _ => throw new MessengerException(
            MessengerErrorKind.Invalid, $"The kind of an affected object is {kind}, and there is none like that."),
    };
}
