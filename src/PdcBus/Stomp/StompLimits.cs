namespace PdcBus;

/// <summary>How large a frame may be that is sent. Section <c>PdcBus:Stomp:Limits</c>.</summary>
/// <remarks>
/// The defaults fit every server: ActiveMQ takes lines of 10 KiB, RabbitMQ takes 100 headers and, since 3.13, frames of
/// 4 MiB. A message beyond a limit is parked as too large instead of costing the connection.
/// </remarks>
public sealed class StompLimits
{
    /// <summary>The longest header line in bytes, escapes included. The default is 10,240.</summary>
    public int Line { get; set; } = 10 * 1024;

    /// <summary>The most headers of a frame. The default is 100.</summary>
    public int Headers { get; set; } = 100;

    /// <summary>The longest body in bytes. The default is 4,000,000.</summary>
    public int Body { get; set; } = 4_000_000;
}
