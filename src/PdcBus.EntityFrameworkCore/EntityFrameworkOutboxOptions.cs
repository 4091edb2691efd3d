namespace PdcBus;

/// <summary>The outbox in the application's own database. Section <c>PdcBus:Outbox</c>.</summary>
public sealed class EntityFrameworkOutboxOptions
{
    /// <summary>
    /// How long a process may send a lane after it last said that it is alive. The default is 6 seconds; from 3 seconds
    /// to 10 minutes. When a process has crashed, its lanes go on in another one after at most 1⅓ of this time. A process
    /// that is stopped for longer than that loses its lanes.
    /// </summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(6);
}
