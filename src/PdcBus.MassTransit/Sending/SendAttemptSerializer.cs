using System.Net.Mime;
using MassTransit;

namespace PdcBus;

/// <summary>
/// Hands MassTransit the bytes that are there already. Its own JSON settings are one static for the whole process,
/// so a library must not touch them.
/// </summary>
internal sealed class SendAttemptSerializer : IMessageSerializer
{
    public static readonly SendAttemptSerializer Instance = new();

    public ContentType ContentType { get; } = new(PdcMessage.ContentType);

    public MessageBody GetMessageBody<T>(SendContext<T> context)
        where T : class => (MessageBody)(object)context.Message;
}
