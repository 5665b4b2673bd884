using Expenses.Core.Identifiers;
using Microsoft.DurableTask.Client;

namespace ExpensesFunctions.Reconciling;

/// <summary>Starts reconciliations.</summary>
public interface IReconciliationStarter
{
    /// <summary>Starts one.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="company">Whose.</param>
    /// <param name="id">Its id, a GUID; the same again starts nothing.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is started.</returns>
    Task StartAsync(DurableTaskClient client, CompanyKey company, string id, CancellationToken cancellationToken);
}
