namespace PdcBus;

/// <summary>When a commit of the outbox file is on the disk.</summary>
public enum SqliteSynchronous
{
    /// <summary>Before the append returns. What was appended survives a loss of power.</summary>
    Full,

    /// <summary>
    /// Soon after. What was appended survives the end of the process, also <c>kill -9</c>; a loss of power may take
    /// the last commits with it, and never damages the file.
    /// </summary>
    Normal,
}
