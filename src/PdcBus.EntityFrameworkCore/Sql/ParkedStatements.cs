using System.Data.Common;

namespace PdcBus;

/// <summary>Statements about the messages that wait for a person. Each is one transaction: no crash comes in between.</summary>
internal abstract class ParkedStatements
{
    private const int LongestError = 8000;

    public abstract Task ParkAsync(
        DbConnection connection, string lane, long id, OutboxFailure failure, DateTimeOffset now, CancellationToken cancellationToken);

    public abstract Task<IReadOnlyList<ParkedMessage>> QueryAsync(
        DbConnection connection, ParkedFilter filter, int max, CancellationToken cancellationToken);

    public abstract Task RetryAsync(
        DbConnection connection, IReadOnlyCollection<ParkedMessage> parked, CancellationToken cancellationToken);

    public abstract Task DiscardAsync(
        DbConnection connection, IReadOnlyCollection<long> numbers, CancellationToken cancellationToken);

    public abstract Task<int> PruneAsync(
        DbConnection connection, DateTimeOffset before, int keep, int max, CancellationToken cancellationToken);

    protected static string Cut(string error) => error.Length <= LongestError ? error : error[..LongestError];

    /// <summary>A kind that a newer version has written counts as refused.</summary>
    protected static MessengerErrorKind KindOf(string name) =>
        Enum.TryParse<MessengerErrorKind>(name, out var kind) ? kind : MessengerErrorKind.Refused;
}
