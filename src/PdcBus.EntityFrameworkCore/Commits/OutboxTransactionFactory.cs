using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace PdcBus;

/// <summary>Makes the transactions of the application's context such that the outbox can follow them.</summary>
internal sealed class OutboxTransactionFactory(RelationalTransactionFactoryDependencies dependencies)
    : IRelationalTransactionFactory
{
    public RelationalTransaction Create(
        IRelationalConnection connection,
        DbTransaction transaction,
        Guid transactionId,
        IDiagnosticsLogger<DbLoggerCategory.Database.Transaction> logger,
        bool transactionOwned) =>
        new OutboxTransaction(
            connection, transaction, transactionId, logger, transactionOwned, dependencies.SqlGenerationHelper);
}
