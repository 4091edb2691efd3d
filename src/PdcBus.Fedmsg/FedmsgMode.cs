namespace PdcBus;

/// <summary>Which side opens the ZeroMQ connection.</summary>
public enum FedmsgMode
{
    /// <summary>The publisher connects to relays, which pass its messages on: right for most applications.</summary>
    Connect,

    /// <summary>The publisher binds a port, and subscribers connect to it: one free port for each process.</summary>
    Bind,
}
