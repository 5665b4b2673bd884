using System.Globalization;
using System.Text.Json;
using Expenses.Core.Companies;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;
using Expenses.Core.Webhooks;
using ExpensesFunctions.Http.Contract;

namespace ExpensesFunctions.Webhooks;

/// <summary>The events of syncs, in both styles (codat-contract B118, B119, §2.16).</summary>
/// <param name="publisher">Takes events.</param>
/// <param name="consumers">Consumers: without one, nothing is read for nobody.</param>
/// <param name="companies">Companies.</param>
/// <param name="syncs">Sync records.</param>
/// <param name="transactions">Transactions of syncs.</param>
public sealed class SyncEvents(
    IEventPublisher publisher, IWebhookConsumerStore consumers, ICompanyStore companies, ISyncStore syncs, ISyncTransactionStore transactions)
{
    /// <summary>The most transactions that a payload lists; the others are read through the API.</summary>
    public const int ListedTransactions = 10_000;

    private const int PageSize = 1000;

    /// <summary>Publishes that an attempt of a sync has begun. The event has the legacy form only.</summary>
    /// <param name="request">The attempt.</param>
    /// <param name="cancellationToken">Gives up waiting; run it again.</param>
    /// <returns>When it is kept for delivery.</returns>
    public async Task StartedAsync(SyncRequestV1 request, CancellationToken cancellationToken)
    {
        if (await FindAsync(request, cancellationToken) is { } sync)
        {
            var started = sync.Started ?? sync.Retried ?? sync.Requested;
            var alert = new LegacyAlert($"{Subject(sync)} has started.", Json(new LegacySync(sync.Id.Value)));
            var company = await companies.FindAsync(sync.Company, cancellationToken);
            await publisher.PublishAsync(
                Event(EventCatalogue.SyncStarted, sync, request, started) with { CompanyTags = TagsOf(company), Legacy = alert }, cancellationToken);
        }
    }

    /// <summary>Publishes that an attempt of a sync has ended: completed on 2000 and 2040, failed on every other code (T20).</summary>
    /// <param name="request">The attempt.</param>
    /// <param name="cancellationToken">Gives up waiting; run it again.</param>
    /// <returns>When it is kept for delivery.</returns>
    public async Task EndedAsync(SyncRequestV1 request, CancellationToken cancellationToken)
    {
        if (await FindAsync(request, cancellationToken) is not { } sync || EndOf(sync, request) is not var (code, completed))
        {
            return;
        }

        var isComplete = code is SyncStatusCode.Complete or SyncStatusCode.CompleteNothingWritten;
        var company = await companies.FindAsync(sync.Company, cancellationToken);
        var payload = new SyncPayload(
            company is null ? new CompanyReference(sync.Company.Company.Value, "", "", new Dictionary<string, string>(StringComparer.Ordinal)) : CompanyReference.Of(company),
            sync.Id.Value,
            await TransactionsAsync(sync, cancellationToken));
        var type = isComplete ? EventCatalogue.SyncSuccessful : EventCatalogue.SyncUnsuccessful;
        await publisher.PublishAsync(
            Event(type, sync, request, completed) with
            {
                CompanyTags = TagsOf(company),
                Payload = Json(payload),
                Legacy = isComplete ? Completed(sync) : Failed(sync, code),
            },
            cancellationToken);
    }

    // A retry may have been asked for before this is told; the attempt has ended all the same, and each end is told.
    private static (SyncStatusCode Code, DateTimeOffset At)? EndOf(SyncRecord sync, SyncRequestV1 request) => sync switch
    {
        { IsFinished: true, Completed: { } completed } when sync.Attempt == request.Attempt => (sync.Code, completed),
        { LastCode: { } code, LastCompleted: { } completed } when sync.Attempt == request.Attempt + 1 => (code, completed),
        _ => null,
    };

    private static LegacyAlert Completed(SyncRecord sync) =>
        new($"{Subject(sync)} completed successfully.", Json(new LegacySync(sync.Id.Value)));

    private static LegacyAlert Failed(SyncRecord sync, SyncStatusCode code)
    {
        var stage = StageOf(code);
        var data = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            // Two spellings in one object: the contract's.
            ["syncId"] = sync.Id.Value,
            ["syncType"] = LegacySync.Expense,
            ["FailureStage"] = stage,
        };
        return new($"{Subject(sync)} has failed at step {stage}.", JsonSerializer.Serialize(data));
    }

    private static string StageOf(SyncStatusCode code) => code switch
    {
        SyncStatusCode.ConfigurationError or SyncStatusCode.CompanyNotFound or SyncStatusCode.CompanyUnauthorized
            or SyncStatusCode.BillingExpired => "Initiating",
        SyncStatusCode.Duplicate or SyncStatusCode.ProcessingError => "Validating",
        _ => "Pushing",
    };

    private static string Subject(SyncRecord sync) => $"Sync {sync.Id} for company {sync.Company.Company} of type {LegacySync.Expense}";

    private static PublishedEvent Event(string type, SyncRecord sync, SyncRequestV1 request, DateTimeOffset occurred) => new()
    {
        Id = DerivedId.Guid("event", type, sync.Id.Value, request.Attempt.ToString(CultureInfo.InvariantCulture)),
        Client = sync.Company.Client,
        Company = sync.Company.Company,
        Type = type,
        Occurred = occurred,
        CorrelationId = sync.CorrelationId,
    };

    private static IReadOnlyList<string> TagsOf(Company? company) => company is null ? [] : CompanyReference.TagsOf(company);

    private static string Json(object value) => JsonSerializer.Serialize(value, ContractJson.Options);

    private async Task<SyncRecord?> FindAsync(SyncRequestV1 request, CancellationToken cancellationToken)
    {
        var client = new ClientId(request.Client);
        return (await consumers.ListAsync(client, cancellationToken)).Count == 0
            ? null
            : await syncs.FindAsync(new CompanyKey(client, new CompanyId(request.Company)), new SyncId(request.Sync), cancellationToken);
    }

    private async Task<IReadOnlyList<SyncedTransaction>> TransactionsAsync(SyncRecord sync, CancellationToken cancellationToken)
    {
        var listed = new List<SyncedTransaction>();
        var count = Math.Min(sync.TransactionCount, ListedTransactions);
        for (var first = 0; first < count; first += PageSize)
        {
            var page = await transactions.ListAsync(sync.Company, sync.Id, first, Math.Min(PageSize, count - first), cancellationToken);
            listed.AddRange(page.Select(SyncedTransaction.Of));
        }

        return listed;
    }

    private sealed record SyncPayload(CompanyReference ReferenceCompany, string SyncId, IReadOnlyList<SyncedTransaction> Transactions);

    private sealed record LegacySync(string SyncId, string SyncType = LegacySync.Expense)
    {
        public const string Expense = "Expense";
    }

    /// <summary>A transaction in a payload, whose statuses are not quite those of the API (codat-contract §2.16).</summary>
    private sealed record SyncedTransaction(string Id, string Status, string? ErrorMessage)
    {
        public static SyncedTransaction Of(SyncTransaction transaction) => new(
            transaction.TransactionId.Value,
            transaction.Status == TransactionStatus.ValidationError ? "Failed" : transaction.Status.ToString(),
            transaction.Status == TransactionStatus.Completed ? null : transaction.Message);
    }
}
