using System.Collections.Concurrent;
using Expenses.Core.Companies;
using Expenses.Core.Identifiers;
using Expenses.Core.Receipts;
using Expenses.Core.Runs;
using ExpensesFunctions.Http.Json;
using ExpensesFunctions.Http.Receipts;

namespace ExpensesFunctions.Http.Runs;

/// <summary>The receipts a run names: how many an expense may have, and that each was uploaded.</summary>
public sealed class RunReceipts(UploadLimits limits, IReceiptStore receipts)
{
    private const int LookedUpAtATime = 16;

    /// <summary>How many receipts one expense of the company may have.</summary>
    /// <param name="company">The company.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>At most <see cref="RequestLimits.ReceiptsPerExpense"/>; 0 where the platform takes none.</returns>
    internal async Task<int> MaximumPerExpenseAsync(Company company, CancellationToken cancellationToken) =>
        Math.Min(RequestLimits.ReceiptsPerExpense, (await limits.FindAsync(company, cancellationToken))?.MaxPerTransaction ?? 0);

    /// <summary>Refuses a run that names a receipt nobody uploaded.</summary>
    /// <param name="company">The company.</param>
    /// <param name="expenses">The expenses.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When all were found.</returns>
    /// <exception cref="Expenses.Core.Errors.ContractException">400: every missing one, where it is named.</exception>
    internal async Task RequireAllAsync(Company company, IReadOnlyList<RunExpense> expenses, CancellationToken cancellationToken)
    {
        var named = expenses.SelectMany(expense => expense.ReceiptIds).ToHashSet();
        var missing = new ConcurrentDictionary<ReceiptId, bool>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = LookedUpAtATime, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(named, options, async (id, token) =>
        {
            if (await receipts.FindAsync(company.Key, id, token) is null)
            {
                missing[id] = true;
            }
        });
        var errors = new RequestErrors();
        foreach (var (number, expense) in expenses.Index().Where(_ => !missing.IsEmpty))
        {
            foreach (var (index, id) in expense.ReceiptIds.Index().Where(entry => missing.ContainsKey(entry.Item)))
            {
                errors.Add($"{RunExpenseParser.Pointer}/{number}/receiptIds/{index}", $"Receipt {id} was not uploaded.", "Exists");
            }
        }

        errors.ThrowIfAny();
    }
}
