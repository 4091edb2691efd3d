using System.Data.Common;

namespace PdcBus;

/// <summary>Statements about who sends what. All times are the database's.</summary>
internal abstract class LeaseStatements
{
    /// <summary>How long a process that says nothing any more is remembered.</summary>
    protected static readonly TimeSpan Forget = TimeSpan.FromHours(1);

    /// <summary>Says that a node is alive and renews what it holds, then looks around.</summary>
    public abstract Task<LeaseView> RenewAsync(
        DbConnection connection, string node, IReadOnlyCollection<string> lanes, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Takes those of the lanes that are still free.</summary>
    public abstract Task<IReadOnlyList<string>> TakeAsync(
        DbConnection connection, string node, IReadOnlyCollection<string> lanes, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Hands lanes back.</summary>
    public abstract Task ReleaseAsync(
        DbConnection connection, string node, IReadOnlyCollection<string> lanes, CancellationToken cancellationToken);

    /// <summary>Hands everything back and says good-bye.</summary>
    public abstract Task LeaveAsync(DbConnection connection, string node, CancellationToken cancellationToken);

    /// <summary>A command's time-out in seconds. A lease that comes when it has run out is worth nothing.</summary>
    protected static int Patience(TimeSpan duration) => (int)Math.Ceiling(duration.TotalSeconds);

    /// <summary>Lane names as a column holds them. They hold no line breaks: they are names of configuration.</summary>
    protected static string Join(IEnumerable<string> lanes) => string.Join('\n', lanes);

    protected static string[] Split(string lanes) => lanes.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>What a node sees after a renewal.</summary>
internal sealed record LeaseView(IReadOnlyList<LaneOwner> Lanes, IReadOnlyList<LiveNode> Nodes);

/// <param name="Lane">The lane.</param>
/// <param name="Owner">Who holds it; null: nobody.</param>
/// <param name="FreeFor">Since when nobody holds it; null while somebody does.</param>
internal sealed record LaneOwner(string Lane, string? Owner, TimeSpan? FreeFor);

/// <param name="Name">The node.</param>
/// <param name="Lanes">The lanes that it can send.</param>
internal sealed record LiveNode(string Name, IReadOnlyCollection<string> Lanes);
