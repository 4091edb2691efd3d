namespace PdcBus;

/// <summary>The peer broke the protocol: the connection is of no more use.</summary>
internal sealed class StompProtocolException(string message) : PdcBusException(message);
