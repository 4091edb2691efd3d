using Microsoft.Extensions.Logging;

namespace PdcBus;

/// <summary>What is wrong with the outbox's tables, as last seen. Said in the log once for each change.</summary>
internal sealed partial class OutboxHealth(OutboxDatabase database, ILogger<OutboxHealth> logger)
{
    private OutboxTrouble? _trouble;

    public OutboxTrouble? Trouble => Volatile.Read(ref _trouble);

    /// <summary>Something failed. Missing tables are trouble at once: every append would fail.</summary>
    /// <returns>The error for whoever asked.</returns>
    public PdcBusException Failed(Exception error)
    {
        var description = database.Describe(error);
        if (database.IsSchemaMissing(error)) Set(new OutboxTrouble(description, RefusesAppends: true));
        return error as PdcBusException ?? new PdcBusException(description, error);
    }

    /// <summary>What was counted: nothing is wrong but, perhaps, lanes that nobody sends.</summary>
    public void Counted(IReadOnlyList<string> orphans) => Set(orphans.Count == 0
        ? null
        : new OutboxTrouble(
            $"Messages wait in {string.Join(", ", orphans)}, which no process sends. Choose these messengers (or shards) " +
            "again in PdcBus:Messenger (PdcBus:Relay:Shards), or delete the rows from pdcbus_outbox.",
            RefusesAppends: false));

    /// <summary>The count itself failed. Requests find out for themselves whether they can write.</summary>
    public void CountFailed(PdcBusException error)
    {
        // Missing tables have been reported already.
        if (error.InnerException is { } inner && database.IsSchemaMissing(inner)) return;
        Set(new OutboxTrouble(error.Message, RefusesAppends: false));
    }

    public void CouldNotClose(Exception error) => Log.CouldNotClose(logger, error);

    private void Set(OutboxTrouble? trouble)
    {
        var before = Interlocked.Exchange(ref _trouble, trouble);
        if (before?.RefusesAppends == trouble?.RefusesAppends) return;
        if (trouble is null) Log.Recovered(logger);
        else if (trouble.RefusesAppends) Log.Refuses(logger, trouble.Description);
        else Log.Trouble(logger, trouble.Description);
    }

    private static partial class Log
    {
        [LoggerMessage(9000, LogLevel.Error,
            "{Description} Requests that may write are answered with 503 until then; the next line says when it is over.")]
        public static partial void Refuses(ILogger logger, string description);

        [LoggerMessage(9001, LogLevel.Warning, "{Description} The next line says when it is over.")]
        public static partial void Trouble(ILogger logger, string description);

        [LoggerMessage(9002, LogLevel.Information, "The outbox in the database is in order again.")]
        public static partial void Recovered(ILogger logger);

        [LoggerMessage(9003, LogLevel.Debug, "A connection of the outbox could not be closed.")]
        public static partial void CouldNotClose(ILogger logger, Exception error);
    }
}
