using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Runs;
using Microsoft.DurableTask.Client;

namespace ExpensesFunctions.Runs;

/// <summary>Starts expense runs. The same idempotency key is the same run (design section 3 step 2).</summary>
public interface IExpenseRunStarter
{
    /// <summary>Stores the run and starts its orchestration; doing it twice starts one.</summary>
    /// <param name="client">The durable client of the invocation.</param>
    /// <param name="request">The run to start, already validated whole.</param>
    /// <param name="cancellationToken">Gives up waiting; ask again with the same key.</param>
    /// <returns>The run.</returns>
    /// <exception cref="ContractException">409: the same idempotency key came with another body before.</exception>
    Task<ExpenseRun> StartAsync(DurableTaskClient client, ExpenseRunRequest request, CancellationToken cancellationToken);
}

/// <summary>A run to start.</summary>
/// <param name="Company">Whose.</param>
/// <param name="IdempotencyKey">The caller's key, 1 to 255 characters.</param>
/// <param name="BodySha256">The SHA-256 of the request's body, lower-case hexadecimal.</param>
/// <param name="Expenses">The approved expenses.</param>
public sealed record ExpenseRunRequest(CompanyKey Company, string IdempotencyKey, string BodySha256, IReadOnlyList<RunExpense> Expenses);
