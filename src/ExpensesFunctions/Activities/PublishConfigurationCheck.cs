using ExpensesFunctions.Contracts;
using ExpensesFunctions.Reconciling;
using ExpensesFunctions.Webhooks;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Activities;

/// <summary>Publishes what a check of a configuration found.</summary>
/// <param name="events">The work.</param>
public sealed class PublishConfigurationCheck(ConfigurationEvents events)
{
    /// <summary>Runs it. Publishing twice is harmless: the event's id follows from the check.</summary>
    /// <param name="work">The company and the check's id.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>When it is kept for delivery.</returns>
    [Function(nameof(PublishConfigurationCheck))]
    public Task RunAsync([ActivityTrigger] CompanyWorkV1 work, CancellationToken cancellationToken) =>
        events.InvalidAsync(Found.KeyOf(work.Company), work.Id, cancellationToken);
}
