using System.Diagnostics;
using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Syncs;

namespace Expenses.Core.Telemetry;

/// <summary>A platform each of whose calls is a span `platform {operation}`, however its connector makes it, and whose pace is learnt.</summary>
/// <param name="connector">The connector.</param>
/// <param name="pace">Learns from answered pushes.</param>
internal sealed class TracedConnector(IAccountingConnector connector, PushPace pace) : IAccountingConnector
{
    /// <inheritdoc />
    public AccountingPlatform Platform => connector.Platform;

    /// <inheritdoc />
    public PlatformCapabilities Capabilities => connector.Capabilities;

    /// <inheritdoc />
    public bool NeedsAuthorization => connector.NeedsAuthorization;

    /// <inheritdoc />
    public Task OpenAsync(Connection connection, CancellationToken cancellationToken = default) => SpanAsync("open", 0, async () =>
    {
        await connector.OpenAsync(connection, cancellationToken);
        return true;
    });

    /// <inheritdoc />
    public Task<ReferenceData> ReadReferenceDataAsync(Connection connection, CancellationToken cancellationToken = default) =>
        SpanAsync("read", 0, () => connector.ReadReferenceDataAsync(connection, cancellationToken));

    /// <inheritdoc />
    public Task<PushBatchOutcome> PushAsync(Connection connection, IReadOnlyList<PushItem> items, CancellationToken cancellationToken = default) =>
        SpanAsync("push", items.Count, async () =>
        {
            var started = Stopwatch.GetTimestamp();
            var outcome = await connector.PushAsync(connection, items, cancellationToken);
            pace.Record(Platform.Key, Stopwatch.GetElapsedTime(started));
            return outcome;
        });

    /// <inheritdoc />
    public Task<IReadOnlyList<PushItemOutcome>?> FindPushOperationAsync(
        Connection connection, string pushOperationKey, CancellationToken cancellationToken = default) =>
        SpanAsync("find push operation", 1, () => connector.FindPushOperationAsync(connection, pushOperationKey, cancellationToken));

    /// <inheritdoc />
    public Task<IReadOnlyDictionary<string, string>> FindRecordsAsync(
        Connection connection, IReadOnlyList<string> idempotencyKeys, CancellationToken cancellationToken = default) =>
        SpanAsync("find records", idempotencyKeys.Count, () => connector.FindRecordsAsync(connection, idempotencyKeys, cancellationToken));

    /// <inheritdoc />
    public Task<string> AttachAsync(Connection connection, AttachmentUpload upload, CancellationToken cancellationToken = default) =>
        SpanAsync("attach", 1, () => connector.AttachAsync(connection, upload, cancellationToken));

    /// <inheritdoc />
    public Task<string?> FindAttachmentAsync(
        Connection connection, string recordId, string idempotencyKey, CancellationToken cancellationToken = default) =>
        SpanAsync("find attachment", 1, () => connector.FindAttachmentAsync(connection, recordId, idempotencyKey, cancellationToken));

    private async Task<T> SpanAsync<T>(string operation, int items, Func<Task<T>> call)
    {
        using var span = ExpensesTrace.Start($"platform {operation}", ActivityKind.Client);
        span?.SetTag("expenses.platform", connector.Platform.Key);
        if (items > 0)
        {
            span?.SetTag("expenses.items", items);
        }

        try
        {
            return await call();
        }
        catch (ConnectorException failure)
        {
            span?.SetTag("expenses.failure", failure.Category.ToString());
            span.Fail(failure.Category.ToString());
            throw;
        }
    }
}
