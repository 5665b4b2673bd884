using Expenses.Core.Identifiers;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Orchestrators;
using Microsoft.DurableTask.Client;

namespace ExpensesFunctions.Reconciling;

/// <inheritdoc />
public sealed class ReconciliationStarter : IReconciliationStarter
{
    /// <inheritdoc />
    public Task StartAsync(DurableTaskClient client, CompanyKey company, string id, CancellationToken cancellationToken) => client.StartOnceAsync(
        ReconcileCompanyOrchestrator.Name,
        new ReconciliationV1(new CompanyWorkV1(new CompanyV1(company.Client.Value, company.Company.Value), id)),
        $"reconcile-{id}",
        cancellationToken);
}
