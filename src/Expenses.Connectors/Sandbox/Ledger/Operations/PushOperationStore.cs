using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Expenses.Connectors.Sandbox.Ledger.Rows;

namespace Expenses.Connectors.Sandbox.Ledger.Operations;

/// <summary>Accepted pushes: the documents in a blob (25 large ones do not fit a row), the state in a row, the turn in a queue.</summary>
internal sealed class PushOperationStore(LedgerTable table, BlobServiceClient blobs, QueueServiceClient queues, TimeProvider clock)
{
    public const string Container = "sandbox-push-operations";

    private const string AcceptedColumn = "Accepted";
    private const string CompletedColumn = "Completed";

    private readonly BlobContainerClient _container = blobs.GetBlobContainerClient(Container);
    private readonly QueueClient _queue = queues.GetQueueClient(SandboxPushOperationV1.QueueName);

    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        await _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        await _queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
    }

    /// <summary>Blob, row, message, in this order: whoever is given the key, or the message, finds the rest.</summary>
    public async Task AddAsync(LedgerName ledger, SandboxPushOperationV1 operation, IReadOnlyList<PostingRequest> requests, TimeSpan delay, CancellationToken cancellationToken)
    {
        var payload = BinaryData.FromObjectAsJson(requests, JsonColumns.Json);
        await _container.UploadBlobAsync(BlobName(ledger, operation.PushOperationKey), payload, cancellationToken);
        await table.AddIfAbsentAsync(
            new TableEntity(ledger.Partition, LedgerRow.Operation(operation.PushOperationKey)) { [AcceptedColumn] = clock.GetUtcNow() },
            cancellationToken);
        await _queue.SendMessageAsync(JsonSerializer.Serialize(operation), delay, timeToLive: null, cancellationToken);
    }

    public Task<TableEntity?> FindAsync(LedgerName ledger, string key, CancellationToken cancellationToken) =>
        table.FindAsync(ledger, LedgerRow.Operation(key), cancellationToken);

    public async Task<IReadOnlyList<PostingRequest>> ReadRequestsAsync(LedgerName ledger, string key, CancellationToken cancellationToken)
    {
        var blob = await _container.GetBlobClient(BlobName(ledger, key)).DownloadContentAsync(cancellationToken);
        return blob.Value.Content.ToObjectFromJson<List<PostingRequest>>(JsonColumns.Json) ?? [];
    }

    /// <summary>The outcomes, or null while it is not done.</summary>
    public static IReadOnlyList<PostingOutcome>? Outcomes(TableEntity row) =>
        row.ContainsKey(CompletedColumn) ? JsonColumns.Read<List<PostingOutcome>>(row) : null;

    /// <summary>Writes the outcomes unless another execution did; its outcomes name the same records.</summary>
    public Task<bool> TryCompleteAsync(TableEntity row, IReadOnlyList<PostingOutcome> outcomes, CancellationToken cancellationToken)
    {
        row[CompletedColumn] = clock.GetUtcNow();
        JsonColumns.Write(row, outcomes);
        return table.TryReplaceAsync(row, cancellationToken);
    }

    private static string BlobName(LedgerName ledger, string key) => $"{ledger.Folder}/{LedgerName.Encode(key)}.json";
}
