namespace PdcBus;

/// <summary>
/// An event that says what people are told about it, on buses whose consumers notify people: fedora-messaging. An
/// event without it is sent as well, with severity <see cref="PdcSeverity.Info"/> and nothing else.
/// </summary>
/// <remarks>
/// Like <see cref="IPdcEvent"/> it speaks about the message: <see cref="Notice"/> never becomes a field of the JSON body.
/// </remarks>
public interface IPdcNotable
{
    /// <summary>What people are told. Asked for once, when the message is written.</summary>
    PdcNotice Notice { get; }
}
