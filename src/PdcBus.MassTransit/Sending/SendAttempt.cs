using System.Runtime.InteropServices;
using System.Text;
using MassTransit;

namespace PdcBus;

/// <summary>
/// One attempt to send one message: the one type that MassTransit carries for us, and its own body.
/// </summary>
/// <remarks>
/// The messenger and MassTransit's threads share it. MassTransit repeats a failed send by itself for up to an hour;
/// an attempt that has ended refuses to be handed over again, so nothing is published that the relay has given up.
/// </remarks>
internal sealed class SendAttempt(PdcMessage message) : MessageBody
{
    private volatile bool _isHandedOver;
    private volatile bool _hasEnded;
    private MessengerException? _failure;

    public PdcMessage Message => message;

    /// <summary>The connection that it goes over, for the transport to recognize; null where that is not known.</summary>
    public object? Connection { get; set; }

    /// <summary>It met a connection that MassTransit still held and that was gone: nothing was sent.</summary>
    public bool IsStale { get; set; }

    /// <summary>A transport was ready and has taken the message: from here on it may have arrived.</summary>
    public bool IsHandedOver => _isHandedOver;

    /// <summary>Why the transport did not deliver it; null while that is not known.</summary>
    public MessengerException? Failure => Volatile.Read(ref _failure);

    /// <summary>Called by MassTransit when a transport is ready.</summary>
    /// <exception cref="SendEndedException">The attempt is over.</exception>
    public void HandOver()
    {
        if (_hasEnded) throw new SendEndedException();
        _isHandedOver = true;
    }

    /// <summary>Nobody waits for it any more.</summary>
    public void End() => _hasEnded = true;

    /// <summary>The transport has failed: no second try.</summary>
    public void Fail(MessengerException failure)
    {
        _hasEnded = true;
        Interlocked.CompareExchange(ref _failure, failure, null);
    }

    long? MessageBody.Length => message.Body.Length;

    Stream MessageBody.GetStream() => new MemoryStream(GetBytes(), writable: false);

    string MessageBody.GetString() => Encoding.UTF8.GetString(message.Body.Span);

    byte[] MessageBody.GetBytes() => GetBytes();

    /// <summary>The message's own array where it is one: bodies are not copied.</summary>
    private byte[] GetBytes() =>
        MemoryMarshal.TryGetArray(message.Body, out var segment)
        && segment is { Offset: 0, Array: { } array }
        && array.Length == segment.Count
            ? array
            : message.Body.ToArray();
}
