using Expenses.Core.Connectors;
using Expenses.Core.Pushing;
using Expenses.Core.Syncs;
using ExpensesFunctions.Contracts;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Activities;

/// <summary>Asks what became of a push operation, and writes the outcomes down when there are any.</summary>
/// <param name="settlement">The work.</param>
public sealed class SettlePushOperation(PushOperationSettlement settlement)
{
    /// <summary>Runs it. Where nobody can be asked any more the wait ends with the code that says why, at once.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>Whether there is nothing more to wait for.</returns>
    [Function(nameof(SettlePushOperation))]
    public async Task<PushOperationResultV1> RunAsync([ActivityTrigger] PushOperationV1 operation, CancellationToken cancellationToken)
    {
        try
        {
            var message = await settlement.SettleAsync(
                operation.Chunk.Request, operation.Chunk.Chunk, operation.PushOperationKey, cancellationToken);
            return new PushOperationResultV1(message is not null, message ?? "");
        }
        catch (SyncStoppedException e)
        {
            return new PushOperationResultV1(IsDone: true, e.Message, (int)e.Code);
        }
        catch (ConnectorException e) when (SyncLoading.StopCodeOf(e) is { } code)
        {
            return new PushOperationResultV1(IsDone: true, e.Message, (int)code);
        }
    }
}
