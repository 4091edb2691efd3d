namespace PdcBus;

/// <summary>What the outbox remembers of a message that was refused.</summary>
/// <param name="Attempts">How often it has been refused, this time included.</param>
/// <param name="Kind">The kind of the last error.</param>
/// <param name="Error">
/// The last error in words: one line of at most 1000 characters, so that any store can take it. Never a payload or a
/// password.
/// </param>
public sealed record OutboxFailure(int Attempts, MessengerErrorKind Kind, string Error)
{
    private const int MaxErrorLength = 1000;

    /// <summary>What a bus has said may hold anything, also what a text column of a database refuses.</summary>
    internal static OutboxFailure Of(int attempts, MessengerException error)
    {
        var text = error.Message.Length > MaxErrorLength ? error.Message[..MaxErrorLength] : error.Message;
        return new OutboxFailure(attempts, error.Kind, string.Create(text.Length, text, static (line, from) =>
        {
            for (var i = 0; i < line.Length; i++) line[i] = char.IsControl(from[i]) || char.IsSurrogate(from[i]) ? ' ' : from[i];
        }));
    }
}
