using Expenses.Core.Companies;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Transactions;

namespace Expenses.Core.Connectors;

/// <summary>Whether a company's platform takes a kind of transaction: asked before anything is stored (codat-contract §4.3).</summary>
/// <param name="companies">Connections.</param>
/// <param name="connectors">The platforms.</param>
public sealed class PlatformSupport(ICompanyStore companies, ConnectorRegistry connectors)
{
    /// <summary>The ledger of a company that can sync.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The linked accounting connection and its platform.</returns>
    /// <exception cref="ContractException">422: the company has no linked connection of each kind (codat-contract M008).</exception>
    public async Task<LinkedLedger> RequireLedgerAsync(CompanyKey company, CancellationToken cancellationToken = default)
    {
        var linked = await ListLinkedAsync(company, cancellationToken);
        return linked.Exists(c => c.SourceType == SourceType.Expense) && LedgerOf(linked) is { } ledger ? ledger : throw Refusals.NoValidConnections();
    }

    /// <summary>The ledger of a company, whether or not it can sync yet.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The linked accounting connection and its platform, or null when none is linked.</returns>
    public async Task<LinkedLedger?> FindLedgerAsync(CompanyKey company, CancellationToken cancellationToken = default) =>
        LedgerOf(await ListLinkedAsync(company, cancellationToken));

    /// <summary>Refuses an operation on a kind of transaction that the platform does not take.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="operation">The operation.</param>
    /// <exception cref="ContractException">422 for updates of expenses, in the contract's words with the platforms of today (§2.10); 400 for the others.</exception>
    public void Require(LinkedLedger ledger, TransactionKind kind, PushOperationKind operation)
    {
        if (ledger.Connector.Capabilities.Takes(kind, operation))
        {
            return;
        }

        var what = (kind, operation) switch
        {
            (TransactionKind.Expense, PushOperationKind.Update) => "Expense transaction updates",
            (TransactionKind.Expense, _) => "Expense transactions",
            (TransactionKind.Transfer, PushOperationKind.Update) => "Transfer transaction updates",
            (TransactionKind.Transfer, _) => "Transfer transactions",
            (TransactionKind.Adjustment, PushOperationKind.Update) => "Adjustment transaction updates",
            (TransactionKind.Adjustment, _) => "Adjustment transactions",
            (_, PushOperationKind.Update) => "Reimbursable expense transaction updates",
            _ => "Reimbursable expense transactions",
        };
        throw new ContractException(
            kind == TransactionKind.Expense && operation == PushOperationKind.Update ? 422 : 400,
            $"{what} are not supported for platforms other than {PlatformsThatTake(kind, operation)}.");
    }

    private async Task<List<Connection>> ListLinkedAsync(CompanyKey company, CancellationToken cancellationToken) =>
        [.. (await companies.ListConnectionsAsync(company, cancellationToken)).Where(c => c.Status == ConnectionStatus.Linked)];

    private LinkedLedger? LedgerOf(List<Connection> linked) =>
        linked.Find(c => c.SourceType == SourceType.Accounting) is { } connection ? new LinkedLedger(connection, connectors.For(connection)) : null;

    private string PlatformsThatTake(TransactionKind kind, PushOperationKind operation)
    {
        var names = connectors.All
            .Where(connector => connector.Capabilities.Takes(kind, operation))
            .Select(connector => connector.Platform.Name)
            .Order(StringComparer.Ordinal)
            .ToList();
        return names.Count == 0 ? "those of a later version" : string.Join(", ", names);
    }
}

/// <summary>A company's linked ledger.</summary>
/// <param name="Connection">The accounting connection.</param>
/// <param name="Connector">Its platform.</param>
public sealed record LinkedLedger(Connection Connection, IAccountingConnector Connector);
