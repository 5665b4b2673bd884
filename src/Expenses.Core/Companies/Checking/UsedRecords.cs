using Expenses.Core.Datasets;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;
using Expenses.Core.Transactions;

namespace Expenses.Core.Companies.Checking;

/// <summary>Which accounts and tax rates a company uses: those of its newest transactions.</summary>
/// <param name="Accounts">The ledger's ids of accounts.</param>
/// <param name="TaxRates">The ledger's ids of tax rates.</param>
public sealed record UsedRecords(IReadOnlySet<string> Accounts, IReadOnlySet<string> TaxRates)
{
    /// <summary>How many transactions are looked at; the newest.</summary>
    public const int Transactions = 1000;

    // Syncs of one transaction are usual; the bound keeps the check short.
    private const int Syncs = 100;

    /// <summary>Looks through the newest syncs of a company.</summary>
    internal static async Task<UsedRecords> FindAsync(ISyncStore syncs, IDatasetStore datasets, CompanyKey company, CancellationToken cancellationToken)
    {
        var (accounts, rates) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var looked = 0;
        await foreach (var sync in syncs.ListAsync(company, cancellationToken).Take(Syncs))
        {
            foreach (var id in sync.DatasetIds)
            {
                var dataset = await datasets.FindAsync(company, id, cancellationToken);
                for (var chunk = 0; chunk < (dataset?.ChunkCount ?? 0); chunk++)
                {
                    if (looked >= Transactions)
                    {
                        return new UsedRecords(accounts, rates);
                    }

                    var transactions = await datasets.ReadChunkAsync(company, id, chunk, cancellationToken);
                    accounts.UnionWith(transactions.SelectMany(AccountsOf).OfType<string>());
                    rates.UnionWith(transactions.SelectMany(LinesOf).Select(line => line.TaxRateId).OfType<string>());
                    looked += transactions.Count;
                }
            }
        }

        return new UsedRecords(accounts, rates);
    }

    private static IEnumerable<string?> AccountsOf(LedgerTransaction transaction)
    {
        IEnumerable<string?> ofLines = transaction is AdjustmentTransaction adjustment
            ? adjustment.Lines.Select(line => line.AccountId)
            : LinesOf(transaction).Select(line => line.AccountId);
        return transaction switch
        {
            ExpenseTransaction expense => ofLines.Append(expense.BankAccountId),
            ReimbursableExpenseTransaction bill => ofLines.Append(bill.PayableAccountId),
            TransferTransaction transfer => ofLines.Append(transfer.From.AccountId).Append(transfer.To.AccountId),
            _ => ofLines,
        };
    }

    private static IReadOnlyList<ExpenseLine> LinesOf(LedgerTransaction transaction) => transaction switch
    {
        ExpenseTransaction expense => expense.Lines,
        ReimbursableExpenseTransaction bill => bill.Lines,
        _ => [],
    };
}
