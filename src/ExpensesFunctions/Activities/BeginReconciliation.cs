using Expenses.Core.Connectors;
using Expenses.Core.Reconciling;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Reconciling;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace ExpensesFunctions.Activities;

/// <summary>Begins a reconciliation.</summary>
/// <param name="work">The work.</param>
/// <param name="connectors">The platforms: their quotas.</param>
/// <param name="options">How far it looks back.</param>
public sealed class BeginReconciliation(ReconciliationWork work, ConnectorRegistry connectors, IOptions<ReconciliationOptions> options)
{
    /// <summary>Runs it. The same one again begins as before.</summary>
    /// <param name="company">The company and the reconciliation's id.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>What it is to do.</returns>
    [Function(nameof(BeginReconciliation))]
    public async Task<ReconciliationPlanV1> RunAsync([ActivityTrigger] CompanyWorkV1 company, CancellationToken cancellationToken)
    {
        if (await work.BeginAsync(Found.KeyOf(company.Company), company.Id, options.Value.Window, cancellationToken) is not var (begun, connection))
        {
            return new ReconciliationPlanV1(IsPossible: false);
        }

        var can = connectors.For(connection).Capabilities;
        return new ReconciliationPlanV1(
            IsPossible: true,
            connection.Id.Value,
            connection.PlatformKey,
            can.RequestsPerWindow,
            (int)can.QuotaWindow.TotalSeconds,
            begun.Started,
            begun.From);
    }
}
