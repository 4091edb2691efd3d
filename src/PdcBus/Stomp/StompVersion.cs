namespace PdcBus;

/// <summary>The versions of the protocol. They differ in escaping, heart-beats and the end of a line.</summary>
internal enum StompVersion
{
    V10,
    V11,
    V12,
}
