using Expenses.Core.Pushing;
using ExpensesFunctions.Contracts;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Activities;

/// <summary>Asks what became of a push operation, and writes the outcomes down when there are any.</summary>
/// <param name="settlement">The work.</param>
public sealed class SettlePushOperation(PushOperationSettlement settlement)
{
    /// <summary>Runs it.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>Whether the platform is done.</returns>
    [Function(nameof(SettlePushOperation))]
    public async Task<PushOperationResultV1> RunAsync([ActivityTrigger] PushOperationV1 operation, CancellationToken cancellationToken)
    {
        var message = await settlement.SettleAsync(
            operation.Chunk.Request, operation.Chunk.Chunk, operation.PushOperationKey, cancellationToken);
        return new PushOperationResultV1(message is not null, message ?? "");
    }
}
