using System.Text.Json;
using Expenses.Core.Companies;
using Expenses.Core.Companies.Checking;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;
using ExpensesFunctions.Http.Contract;

namespace ExpensesFunctions.Webhooks;

/// <summary>The event of a configuration that its ledger no longer offers; ours, not the contract's (codat-contract §8 row 13).</summary>
/// <param name="publisher">Takes events.</param>
/// <param name="companies">Companies.</param>
/// <param name="checks">Checks.</param>
public sealed class ConfigurationEvents(IEventPublisher publisher, ICompanyStore companies, IConfigurationCheckStore checks)
{
    /// <summary>Publishes what a check found: all problems, those that were known too.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="id">The check.</param>
    /// <param name="cancellationToken">Gives up waiting; publishing again is the same message.</param>
    /// <returns>When it is kept for delivery; at once when another check took its place, or the company is gone.</returns>
    public async Task InvalidAsync(CompanyKey key, string id, CancellationToken cancellationToken)
    {
        if (await checks.FindAsync(key, cancellationToken) is not { } check
            || !string.Equals(check.Id, id, StringComparison.Ordinal)
            || await companies.FindAsync(key, cancellationToken) is not { } company)
        {
            return;
        }

        var payload = new InvalidPayload(
            CompanyReference.Of(company), check.Checked, [.. check.Problems.Select(one => new Problem(one.Use, one.RecordId, one.Reason))]);
        await publisher.PublishAsync(
            new PublishedEvent
            {
                Id = DerivedId.Guid("event", EventCatalogue.ConfigurationInvalid, id),
                Client = key.Client,
                Company = key.Company,
                CompanyTags = CompanyReference.TagsOf(company),
                Type = EventCatalogue.ConfigurationInvalid,
                Occurred = check.Checked,
                Payload = JsonSerializer.Serialize(payload, ContractJson.Options),
            },
            cancellationToken);
    }

    private sealed record InvalidPayload(CompanyReference ReferenceCompany, DateTimeOffset CheckedUtc, IReadOnlyList<Problem> Problems);

    private sealed record Problem(ConfigurationUse Use, string Id, ConfigurationLoss Reason);
}
