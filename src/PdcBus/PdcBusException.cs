namespace PdcBus;

/// <summary>The base of every error that PdcBus raises on its own account.</summary>
public class PdcBusException : Exception
{
    /// <summary>Creates the error with a message that names what is wrong and the cure.</summary>
    public PdcBusException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the error with a message that names what is wrong and the cure, and its cause.</summary>
    public PdcBusException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
