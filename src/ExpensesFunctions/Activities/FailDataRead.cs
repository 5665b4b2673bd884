using Expenses.Core.Data;
using Expenses.Core.Identifiers;
using ExpensesFunctions.Contracts;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Activities;

/// <summary>Ends pull operations whose read was given up.</summary>
/// <param name="operations">The operations.</param>
public sealed class FailDataRead(PullOperations operations)
{
    /// <summary>Runs it.</summary>
    /// <param name="failed">The operations and the reason.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>When they have ended.</returns>
    [Function(nameof(FailDataRead))]
    public Task RunAsync([ActivityTrigger] FailedDataReadV1 failed, CancellationToken cancellationToken) => operations.EndAsync(
        new CompanyKey(new ClientId(failed.Read.Client), new CompanyId(failed.Read.Company)),
        new ConnectionId(failed.Read.Connection),
        [.. failed.Read.Operations.Select(id => new PullOperationId(id))],
        new ReadEnd(PullStatus.FetchError, failed.Reason),
        cancellationToken);
}
