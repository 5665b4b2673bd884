using ExpensesFunctions.Orchestrators;
using ExpensesFunctions.Rounds;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace ExpensesFunctions.Triggers;

/// <summary>Starts the nightly check of every company's configuration.</summary>
/// <param name="rounds">Starts rounds.</param>
/// <param name="options">When.</param>
public sealed class StartConfigurationCheck(DailyRounds rounds, IOptions<ConfigurationCheckOptions> options)
{
    /// <summary>Runs it, every hour at 20 past; the round begins in its hour.</summary>
    /// <param name="timer">The schedule.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>When it is started, if it is due.</returns>
    [Function(nameof(StartConfigurationCheck))]
    public Task RunAsync([TimerTrigger("0 20 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        options.Value.Daily
            ? rounds.StartAsync(client, CheckCompanyConfigurationOrchestrator.Name, options.Value.Hour, cancellationToken)
            : Task.CompletedTask;
}
