using Expenses.Core.Data;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Orchestrators;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace ExpensesFunctions.Data;

/// <inheritdoc />
public sealed class RecordPushStarter : IRecordPushStarter
{
    /// <inheritdoc />
    public Task StartAsync(DurableTaskClient client, RecordPush push, CancellationToken cancellationToken) =>
        client.ScheduleNewOrchestrationInstanceAsync(
            PushRecordOrchestrator.Name,
            new RecordPushV1(push.Company.Client.Value, push.Company.Company.Value, push.Id.Value),
            new StartOrchestrationOptions($"push-{push.Id}"),
            cancellationToken);
}
