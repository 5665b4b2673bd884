using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Runs;
using ExpensesFunctions.Orchestrators;
using Microsoft.DurableTask.Client;

namespace ExpensesFunctions.Runs;

/// <inheritdoc />
/// <param name="runs">Expense runs.</param>
/// <param name="inputs">Makes the durable input.</param>
/// <param name="time">The clock.</param>
public sealed class ExpenseRunStarter(IExpenseRunStore runs, ExpenseRunInputs inputs, TimeProvider time) : IExpenseRunStarter
{
    /// <inheritdoc />
    public async Task<ExpenseRun> StartAsync(DurableTaskClient client, ExpenseRunRequest request, CancellationToken cancellationToken)
    {
        var id = new RunId(DerivedId.Guid("run", request.Company.ToString(), request.IdempotencyKey));
        var run = await runs.AddAsync(
            new ExpenseRun
            {
                Company = request.Company,
                Id = id,
                RequestSha256 = request.BodySha256,
                ExpenseCount = request.Expenses.Count,
                ReceiptCount = request.Expenses.Sum(e => e.ReceiptIds.Count),
                Created = time.GetUtcNow(),
            },
            request.Expenses,
            cancellationToken);
        if (!string.Equals(run.RequestSha256, request.BodySha256, StringComparison.Ordinal))
        {
            throw new ContractException(409, "This Idempotency-Key was used with another body before.");
        }

        if (run.Status == ExpenseRunStatus.Pending)
        {
            await client.StartOnceAsync(ExpenseRunOrchestrator.Name, inputs.Of(run), id.Value, cancellationToken);
        }

        return run;
    }
}
