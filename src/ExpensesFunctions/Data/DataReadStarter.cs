using Expenses.Core.Companies;
using Expenses.Core.Data;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Orchestrators;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace ExpensesFunctions.Data;

/// <inheritdoc />
public sealed class DataReadStarter : IDataReadStarter
{
    /// <inheritdoc />
    public async Task StartAsync(
        DurableTaskClient client, Connection connection, IReadOnlyList<PullOperation> operations, CancellationToken cancellationToken)
    {
        if (operations.Count == 0)
        {
            return;
        }

        await client.ScheduleNewOrchestrationInstanceAsync(
            ReadDataOrchestrator.Name,
            new DataReadV1(
                connection.Company.Client.Value,
                connection.Company.Company.Value,
                connection.Id.Value,
                [.. operations.Select(operation => operation.Id.Value)]),
            new StartOrchestrationOptions($"read-{operations[0].Id}"),
            cancellationToken);
    }
}
