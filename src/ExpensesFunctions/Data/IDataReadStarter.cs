using Expenses.Core.Companies;
using Expenses.Core.Data;
using Microsoft.DurableTask.Client;

namespace ExpensesFunctions.Data;

/// <summary>Has queued pull operations run, however long the platform takes.</summary>
public interface IDataReadStarter
{
    /// <summary>Starts the operations.</summary>
    /// <param name="client">The durable client of the invocation.</param>
    /// <param name="connection">The connection they read.</param>
    /// <param name="operations">The queued operations; nothing is started for none.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When they are started.</returns>
    Task StartAsync(
        DurableTaskClient client, Connection connection, IReadOnlyList<PullOperation> operations, CancellationToken cancellationToken);
}
