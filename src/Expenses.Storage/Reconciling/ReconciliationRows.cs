using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using Expenses.Core.Identifiers;
using Expenses.Core.Reconciling;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Reconciling;

/// <summary>The rows of a company's reconciliations: the one that runs, the last one that ended, and their differences.</summary>
internal static class ReconciliationRows
{
    public const string Running = "running";
    public const string Latest = "latest";
    public const string FirstDifference = "difference~";
    public const string BehindDifferences = "difference~~";

    private const string FirstAcknowledgement = "acknowledged~";

    public static string AcknowledgementKey(string difference) => FirstAcknowledgement + KeyText.Encode(difference);

    public static (string From, string Before) Acknowledgements => (FirstAcknowledgement, FirstAcknowledgement + "~");

    public static string StepKey(string id, int step) => $"{FirstDifference}{KeyText.Encode(id)}~{RowKeys.Number(step)}~";

    /// <summary>Behind every key of <see cref="StepKey"/>'s step.</summary>
    public static string BehindStep(string id, int step) => StepKey(id, step) + "~";

    public static string FirstOf(string id) => $"{FirstDifference}{KeyText.Encode(id)}~";

    public static string BehindOf(string id) => FirstOf(id) + "~";

    public static TableEntity Write(Reconciliation reconciliation, string rowKey) => new(RowKeys.Partition(reconciliation.Company), rowKey)
    {
        [nameof(reconciliation.Id)] = reconciliation.Id,
        [nameof(reconciliation.State)] = reconciliation.State.ToString(),
        [nameof(reconciliation.Started)] = reconciliation.Started.ToUniversalTime(),
        [nameof(reconciliation.Ended)] = reconciliation.Ended?.ToUniversalTime(),
        [nameof(reconciliation.From)] = reconciliation.From.ToUniversalTime(),
        [nameof(reconciliation.Recorded)] = JsonSerializer.Serialize(reconciliation.Recorded),
        [nameof(reconciliation.Ledger)] = JsonSerializer.Serialize(reconciliation.Ledger),
        [nameof(reconciliation.Differences)] = JsonSerializer.Serialize(
            reconciliation.Differences.ToDictionary(one => one.Key.ToString(), one => one.Value, StringComparer.Ordinal)),
        [nameof(reconciliation.Unverified)] = reconciliation.Unverified,
        [nameof(reconciliation.Reason)] = LongText.Cut(reconciliation.Reason),
    };

    public static Reconciliation Read(CompanyKey company, TableEntity row) => new()
    {
        Company = company,
        Id = row.Text(nameof(Reconciliation.Id)),
        State = row.Name<ReconciliationState>(nameof(Reconciliation.State)),
        Started = row.Instant(nameof(Reconciliation.Started)),
        Ended = row.OptionalInstant(nameof(Reconciliation.Ended)),
        From = row.Instant(nameof(Reconciliation.From)),
        Recorded = JsonSerializer.Deserialize<LedgerTotals>(row.Text(nameof(Reconciliation.Recorded)))!,
        Ledger = JsonSerializer.Deserialize<LedgerTotals>(row.Text(nameof(Reconciliation.Ledger)))!,
        Differences = JsonSerializer.Deserialize<Dictionary<string, int>>(row.Text(nameof(Reconciliation.Differences)))!
            .ToDictionary(one => Enum.Parse<DifferenceKind>(one.Key), one => one.Value),
        Unverified = row.Number(nameof(Reconciliation.Unverified)),
        Reason = row.Text(nameof(Reconciliation.Reason)),
    };

    public static TableEntity Write(CompanyKey company, string id, int step, int number, Difference difference) =>
        new(RowKeys.Partition(company), StepKey(id, step) + number.ToString("D4", CultureInfo.InvariantCulture))
        {
            [nameof(difference.Kind)] = difference.Kind.ToString(),
            [nameof(difference.TransactionId)] = difference.TransactionId.Value,
            [nameof(difference.RecordId)] = difference.RecordId,
            [nameof(difference.Detail)] = LongText.Cut(difference.Detail),
            [nameof(difference.Sync)] = difference.Sync?.Value,
        };

    public static Difference ReadDifference(TableEntity row) => new(
        row.Name<DifferenceKind>(nameof(Difference.Kind)),
        new TransactionId(row.Text(nameof(Difference.TransactionId))),
        row.Text(nameof(Difference.RecordId)),
        row.Text(nameof(Difference.Detail)))
    {
        Sync = row.GetString(nameof(Difference.Sync)) is { } sync ? new SyncId(sync) : null,
    };

    public static TableEntity Write(CompanyKey company, DifferenceAcknowledgement acknowledgement) =>
        new(RowKeys.Partition(company), AcknowledgementKey(acknowledgement.DifferenceId))
        {
            [nameof(acknowledgement.DifferenceId)] = acknowledgement.DifferenceId,
            [nameof(acknowledgement.Reason)] = acknowledgement.Reason,
            [nameof(acknowledgement.By)] = acknowledgement.By,
            [nameof(acknowledgement.Acknowledged)] = acknowledgement.Acknowledged.ToUniversalTime(),
        };

    public static DifferenceAcknowledgement ReadAcknowledgement(TableEntity row) => new(
        row.Text(nameof(DifferenceAcknowledgement.DifferenceId)),
        row.Text(nameof(DifferenceAcknowledgement.Reason)),
        row.Text(nameof(DifferenceAcknowledgement.By)),
        row.Instant(nameof(DifferenceAcknowledgement.Acknowledged)));
}
