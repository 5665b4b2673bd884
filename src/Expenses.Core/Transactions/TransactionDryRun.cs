using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Identifiers;

namespace Expenses.Core.Transactions;

/// <summary>Decides transactions as a sync would, against the ledger as it is now, and stores nothing (codat-contract §8 row 4).</summary>
/// <param name="companies">The company's defaults.</param>
public sealed class TransactionDryRun(ICompanyStore companies)
{
    /// <summary>Decides transactions.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="ledger">The company's linked ledger.</param>
    /// <param name="transactions">The transactions.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>A decision for each, in their order.</returns>
    /// <exception cref="ConnectorException">The ledger's reference data could not be read.</exception>
    public async Task<IReadOnlyList<PostingDecision>> DecideAsync(
        CompanyKey company, LinkedLedger ledger, IReadOnlyList<LedgerTransaction> transactions, CancellationToken cancellationToken = default)
    {
        var configuration = await companies.FindConfigurationAsync(company, cancellationToken);
        var reference = await ledger.Connector.ReadReferenceDataAsync(ledger.Connection, cancellationToken);
        var context = new PostingContext(company, configuration, new ReferenceIndex(reference), ledger.Connector.Capabilities);
        return [.. transactions.Select(transaction => PostingRules.Decide(transaction, context))];
    }
}
