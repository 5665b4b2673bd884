using System.Globalization;
using Expenses.Connectors.Codat.Wire;
using Expenses.Core.Companies;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;
using Expenses.Core.Transactions;

namespace Expenses.Connectors.Codat;

/// <summary>Between our records and the account's; pure.</summary>
internal static class CodatMapper
{
    /// <summary>What a dataset of the older versions can carry; there is no other kind in it.</summary>
    /// <exception cref="ArgumentException">A kind that comes by a call of its own.</exception>
    public static CodatTransaction Of(LedgerTransaction transaction) => transaction switch
    {
        ExpenseTransaction expense => Of(expense),
        MovementTransaction movement => Of(movement),
        _ => throw new ArgumentException($"A dataset cannot carry the kind {transaction.Kind}.", nameof(transaction)),
    };

    private static CodatTransaction Of(MovementTransaction movement) => new(
        movement.Id.Value,
        movement.Type.ToString(),
        TextOf(movement.IssueDate),
        movement.Currency,
        movement.CurrencyRate,
        movement.SupplierId is { } supplier ? new CodatContact(supplier) : null,
        ReferenceTo(movement.BankAccountId),
        movement.Reference,
        movement.MerchantName,
        [.. movement.Lines.Select(Of)],
        movement.Notes,
        PostAsDraft: null);

    private static CodatTransaction Of(ExpenseTransaction transaction) => new(
        transaction.Id.Value,
        transaction.Type.ToString(),
        TextOf(transaction.IssueDate),
        transaction.Currency,
        transaction.CurrencyRate,
        transaction.SupplierId is { } supplier ? new CodatContact(supplier) : null,
        ReferenceTo(transaction.BankAccountId),
        transaction.Reference,
        transaction.MerchantName,
        [.. transaction.Lines.Select(Of)],
        transaction.Notes,
        transaction.PostAsDraft ? true : null);

    public static SyncRecord Sync(CompanyKey company, SyncId sync, StatusAnswer answer) => new()
    {
        Company = company,
        Id = sync,
        DatasetIds = [],
        Requested = InstantOf(answer.SyncUtc) ?? DateTimeOffset.UnixEpoch,
        CorrelationId = DerivedId.Key("correlation", company.ToString(), sync.Value),
        Code = CodeOf(answer.SyncStatusCode),
        Stage = StageOf(answer),
        ErrorMessage = answer.ErrorMessage ?? "",
        SyncExceptionMessage = answer.SyncExceptionMessage ?? "",
        DataPushed = answer.DataPushed,
    };

    public static SyncTransaction Transaction(int number, TransactionId id, TransactionAnswer answer) => new(
        number,
        id,
        StatusOf(answer.Status),
        answer.Message,
        IntegrationType: string.Equals(answer.IntegrationType, "bankfeeds", StringComparison.OrdinalIgnoreCase)
            ? IntegrationType.BankFeeds
            : IntegrationType.Expense);

    public static Company Company(CompanyKey key, CompanyAnswer answer) => new(
        key,
        string.IsNullOrWhiteSpace(answer.Name) ? key.Company.Value : answer.Name,
        answer.Description ?? "",
        InstantOf(answer.Created) ?? DateTimeOffset.UnixEpoch);

    /// <summary>Reads a time; one without an offset is UTC.</summary>
    public static DateTimeOffset? InstantOf(string? text) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
        ? instant
        : null;

    private static CodatLine Of(ExpenseLine line) => new(
        line.NetAmount,
        line.TaxAmount,
        ReferenceTo(line.TaxRateId),
        ReferenceTo(line.AccountId),
        ReferenceTo(line.ItemId),
        line.TrackingReferences.Count == 0 ? null : [.. line.TrackingReferences.Select(t => new CodatTracking(t.Id, NameOf(t.DataType)))],
        line.InvoiceToCustomerId is { } customer ? new CodatCustomer(customer) : null);

    private static string TextOf(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static CodatReference? ReferenceTo(string? id) => id is null ? null : new CodatReference(id);

    private static string NameOf(TrackingDataType type)
    {
        var name = type.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    // A final code that is not in our table is a failure whose text says the rest.
    private static SyncStatusCode CodeOf(int code) =>
        Enum.IsDefined((SyncStatusCode)code) ? (SyncStatusCode)code : SyncStatusCode.ServerError;

    private static SyncStage StageOf(StatusAnswer answer)
    {
        if (CodeOf(answer.SyncStatusCode) is not (SyncStatusCode.InProgress or SyncStatusCode.LongRunning))
        {
            return SyncStage.Finished;
        }

        return Enum.TryParse<SyncStage>(answer.SyncStatus, ignoreCase: true, out var stage) && stage != SyncStage.Finished
            ? stage
            : SyncStage.Started;
    }

    private static TransactionStatus StatusOf(string? status) =>
        Enum.TryParse<TransactionStatus>(status, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : TransactionStatus.Unknown;
}
