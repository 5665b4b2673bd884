using System.Diagnostics;
using System.Diagnostics.Metrics;
using Expenses.Core.Syncs;

namespace Expenses.Core.Telemetry;

/// <summary>
/// Every metric of the service, in one place: docs/operations.md, the workbook and the alerts name them, and tests compare.
/// A tag takes few values, none of them a customer's: codes, outcomes, platforms, queues.
/// </summary>
public static class ExpensesMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Expenses";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Syncs = Meter.CreateCounter<long>(
        "expenses.syncs.ended", "{sync}", "Attempts of syncs that ended, by final status code.");

    private static readonly Counter<long> Transactions = Meter.CreateCounter<long>(
        "expenses.transactions.pushed", "{transaction}", "Transactions the platform decided on: completed, or refused.");

    private static readonly Counter<long> Receipts = Meter.CreateCounter<long>(
        "expenses.receipts.attached", "{receipt}", "Receipts the platform decided on: attached, or refused.");

    private static readonly Histogram<double> InQueue = Meter.CreateHistogram<double>(
        "expenses.queue.age", "s", "How old a message was when its function got it.");

    private static readonly Gauge<double> OldestSync = Meter.CreateGauge<double>(
        "expenses.syncs.oldest", "s", "Age of the oldest attempt of a sync that has not ended, once a minute; 0 when none is older than a minute.");

    private static readonly Histogram<double> Quota = Meter.CreateHistogram<double>(
        "expenses.quota.left", "1", "Share of a connection's request quota that was left in its window when permits were asked for, 0 to 1.");

    private static readonly Gauge<long> Backlog = Meter.CreateGauge<long>(
        "expenses.webhook.backlog", "{message}", "Webhook messages that wait to be delivered, the first attempt or another one, once a minute.");

    private static readonly Histogram<double> FinishTime = Meter.CreateHistogram<double>(
        "expenses.sync.finish_time_error", "s", "When a sync ended less when it was to end by the estimate of its start; negative when it was early.");

    private static readonly Counter<long> Drift = Meter.CreateCounter<long>(
        "expenses.reconciliation.drift", "{transaction}", "Transactions on which our records and the ledger disagree, found by reconciliation and acknowledged by nobody.");

    /// <summary>An attempt of a sync ended.</summary>
    /// <param name="code">Its final code.</param>
    public static void SyncEnded(SyncStatusCode code) => Syncs.Add(1, new KeyValuePair<string, object?>("code", (int)code));

    /// <summary>A platform decided on transactions.</summary>
    /// <param name="count">How many.</param>
    /// <param name="outcome">`completed` or `refused`.</param>
    /// <param name="platform">The platform's key.</param>
    public static void TransactionsPushed(int count, string outcome, string platform)
    {
        if (count > 0)
        {
            Transactions.Add(count, new TagList { { "outcome", outcome }, { "platform", platform } });
        }
    }

    /// <summary>A platform decided on a receipt.</summary>
    /// <param name="outcome">`attached` or `refused`.</param>
    /// <param name="platform">The platform's key.</param>
    public static void ReceiptDecided(string outcome, string platform) =>
        Receipts.Add(1, new TagList { { "outcome", outcome }, { "platform", platform } });

    /// <summary>A function got a message.</summary>
    /// <param name="age">How old it was.</param>
    /// <param name="queue">The queue.</param>
    public static void TakenFromQueue(TimeSpan age, string queue) =>
        InQueue.Record(Math.Max(0, age.TotalSeconds), new KeyValuePair<string, object?>("queue", queue));

    /// <summary>How old the oldest outstanding attempt is.</summary>
    /// <param name="age">Its age; zero when there is none.</param>
    public static void OldestOutstanding(TimeSpan age) => OldestSync.Record(age.TotalSeconds);

    /// <summary>What was left of a connection's quota.</summary>
    /// <param name="share">0 to 1.</param>
    public static void QuotaLeft(double share) => Quota.Record(Math.Clamp(share, 0, 1));

    /// <summary>How many webhook messages wait.</summary>
    /// <param name="messages">How many.</param>
    public static void WebhookBacklog(long messages) => Backlog.Record(messages);

    /// <summary>How far the estimate of a sync's start was off.</summary>
    /// <param name="error">When it ended, less the estimate.</param>
    public static void FinishTimeError(TimeSpan error) => FinishTime.Record(error.TotalSeconds);

    /// <summary>Reconciliation found transactions that our records and the ledger tell differently.</summary>
    /// <param name="count">How many.</param>
    /// <param name="kind">In what: a fixed word of the caller's, such as `missing` or `unexpected`.</param>
    /// <param name="platform">The platform's key.</param>
    public static void DriftFound(long count, string kind, string platform) =>
        Drift.Add(count, new TagList { { "kind", kind }, { "platform", platform } });
}
