using System.Text.Json;
using Expenses.Core.Companies;
using Expenses.Core.Identifiers;
using Expenses.Core.Reconciling;
using Expenses.Core.Webhooks;
using ExpensesFunctions.Http.Contract;

namespace ExpensesFunctions.Webhooks;

/// <summary>The event of a reconciliation that found drift; ours, not the contract's.</summary>
/// <param name="publisher">Takes events.</param>
/// <param name="companies">Companies.</param>
public sealed class ReconciliationEvents(IEventPublisher publisher, ICompanyStore companies)
{
    /// <summary>Publishes what a reconciliation found: counts; the differences are read through the API.</summary>
    /// <param name="reconciliation">The reconciliation, ended.</param>
    /// <param name="acknowledged">How many of its differences somebody acknowledged before.</param>
    /// <param name="cancellationToken">Gives up waiting; publishing again is the same message.</param>
    /// <returns>When it is kept for delivery; at once when the company is gone.</returns>
    public async Task DriftFoundAsync(Reconciliation reconciliation, int acknowledged, CancellationToken cancellationToken)
    {
        if (await companies.FindAsync(reconciliation.Company, cancellationToken) is not { } company)
        {
            return;
        }

        var payload = new DriftPayload(
            CompanyReference.Of(company),
            reconciliation.Id,
            reconciliation.From,
            reconciliation.Started,
            reconciliation.Drift,
            acknowledged,
            [.. reconciliation.Differences.OrderBy(one => one.Key).Select(one => new KindCount(one.Key, one.Value))]);
        await publisher.PublishAsync(
            new PublishedEvent
            {
                Id = DerivedId.Guid("event", EventCatalogue.DriftFound, reconciliation.Id),
                Client = company.Key.Client,
                Company = company.Key.Company,
                CompanyTags = CompanyReference.TagsOf(company),
                Type = EventCatalogue.DriftFound,
                Occurred = reconciliation.Ended ?? reconciliation.Started,
                Payload = JsonSerializer.Serialize(payload, ContractJson.Options),
            },
            cancellationToken);
    }

    private sealed record DriftPayload(
        CompanyReference ReferenceCompany,
        string ReconciliationId,
        DateTimeOffset WindowFromUtc,
        DateTimeOffset StartedUtc,
        int Drift,
        int Acknowledged,
        IReadOnlyList<KindCount> Differences);

    private sealed record KindCount(DifferenceKind Kind, int Count);
}
