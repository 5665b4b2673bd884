using Expenses.Core.Connectors;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Receipts;
using Expenses.Core.Runs;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace ExpensesFunctions.Activities;

/// <summary>Attaches the receipts of one expense to the record it became.</summary>
/// <param name="engine">The sync service.</param>
/// <param name="runs">Expense runs.</param>
/// <param name="receipts">The files.</param>
/// <param name="logger">The log.</param>
public sealed class AttachReceipt(
    RunEngine engine, IExpenseRunStore runs, IReceiptStore receipts, ILogger<AttachReceipt> logger)
{
    /// <summary>Runs it. A refused receipt is final and does not hold up the others of the expense.</summary>
    /// <param name="input">The expense.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>Whether to wait and run it again.</returns>
    [Function(nameof(AttachReceipt))]
    public async Task<AttachReceiptResultV1> RunAsync([ActivityTrigger] AttachReceiptV1 input, CancellationToken cancellationToken)
    {
        var company = input.Chunk.Run.CompanyKey();
        var expenses = await runs.ReadChunkAsync(company, new RunId(input.Chunk.Run.Run), input.Chunk.Chunk, cancellationToken);
        var expense = expenses[input.Number];
        foreach (var id in expense.ReceiptIds)
        {
            var receipt = await receipts.FindAsync(company, id, cancellationToken)
                ?? throw new InvalidOperationException($"Receipt {id} is gone.");
            try
            {
                await engine.Service.AttachAsync(company, new SyncId(input.Chunk.Sync), expense.Transaction.Id, receipt, cancellationToken);
            }
            catch (ContractException refusal)
            {
                logger.ReceiptRefused(id.Value, expense.Transaction.Id.Value, refusal.Message);
            }
            catch (ConnectorException e) when (e.Category == FailureCategory.RateLimited)
            {
                return new AttachReceiptResultV1(Math.Max(1, (e.RetryAfter ?? PushBatch.DefaultRetryAfter).TotalSeconds));
            }
        }

        return new AttachReceiptResultV1();
    }
}
