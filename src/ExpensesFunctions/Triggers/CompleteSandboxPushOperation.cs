using Expenses.Connectors.Sandbox;
using Expenses.Connectors.Sandbox.Ledger;
using Expenses.Core.Companies;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using ExpensesFunctions.Orchestrators;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ExpensesFunctions.Triggers;

/// <summary>
/// The sandbox platform's later word: carries a push operation out and tells the orchestration that waits for it
/// (design section 3 step 5).
/// </summary>
/// <param name="companies">Connections.</param>
/// <param name="ledger">The sandbox's ledger.</param>
/// <param name="operations">Who waits.</param>
public sealed class CompleteSandboxPushOperation(ICompanyStore companies, SandboxLedger ledger, IPushOperationStore operations)
{
    /// <summary>Runs it. A repeat finds the operation done, and tells once more: the event's name is the operation's.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">The host is stopping; the message comes again.</param>
    /// <returns>When it is told.</returns>
    [Function(nameof(CompleteSandboxPushOperation))]
    public async Task RunAsync(
        [QueueTrigger(SandboxPushOperationV1.QueueName)] SandboxPushOperationV1 operation,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var company = new CompanyKey(new ClientId(operation.Client), new CompanyId(operation.Company));
        var connection = await companies.FindConnectionAsync(company, new ConnectionId(operation.Connection), cancellationToken);
        if (connection is null || !await ledger.CompletePushOperationAsync(connection, operation.PushOperationKey, cancellationToken))
        {
            return;
        }

        var waiting = await operations.FindAsync(connection.Id, operation.PushOperationKey, cancellationToken);
        if (waiting is not null && await client.GetInstanceAsync(waiting.InstanceId, cancellationToken) is { IsCompleted: false })
        {
            await client.RaiseEventAsync(
                waiting.InstanceId, PushOperationEvent.NameOf(operation.PushOperationKey), operation.PushOperationKey, cancellationToken);
        }
    }
}
