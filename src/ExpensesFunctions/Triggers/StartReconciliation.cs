using ExpensesFunctions.Orchestrators;
using ExpensesFunctions.Reconciling;
using ExpensesFunctions.Rounds;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace ExpensesFunctions.Triggers;

/// <summary>Starts the daily reconciliation of every company.</summary>
/// <param name="rounds">Starts rounds.</param>
/// <param name="options">When.</param>
public sealed class StartReconciliation(DailyRounds rounds, IOptions<ReconciliationOptions> options)
{
    /// <summary>Runs it, every hour at 25 past; the round begins in its hour.</summary>
    /// <param name="timer">The schedule.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>When it is started, if it is due.</returns>
    [Function(nameof(StartReconciliation))]
    public Task RunAsync([TimerTrigger("0 25 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        options.Value.Daily
            ? rounds.StartAsync(client, ReconcileCompanyOrchestrator.Name, options.Value.Hour, cancellationToken)
            : Task.CompletedTask;
}
