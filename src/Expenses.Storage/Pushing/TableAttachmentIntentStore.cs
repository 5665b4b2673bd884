using System.Collections.Concurrent;
using Azure.Data.Tables;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Pushing;

/// <summary>One row per company, transaction and file.</summary>
internal sealed class TableAttachmentIntentStore(TableServiceClient service, StorageNames names) : IAttachmentIntentStore
{
    private const int ConcurrentReads = 16;

    private readonly TableClient _table = service.GetTableClient(names.AttachmentIntents);

    public async Task<AttachmentIntent?> FindAsync(
        CompanyKey company, TransactionId transaction, string sha256, CancellationToken cancellationToken = default)
    {
        var row = await _table.FindAsync(RowKeys.Partition(company), Key(transaction, sha256), cancellationToken);
        return row is null ? null : Read(company, transaction, sha256, row);
    }

    public async Task<IReadOnlyList<AttachmentIntent>> ListAsync(
        CompanyKey company, IReadOnlyCollection<TransactionId> transactions, CancellationToken cancellationToken = default)
    {
        var found = new ConcurrentBag<AttachmentIntent>();
        var bounds = new ParallelOptions { MaxDegreeOfParallelism = ConcurrentReads, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(transactions.Distinct(), bounds, async (transaction, token) =>
        {
            var first = KeyText.Encode(transaction.Value) + KeyText.Separator;
            await foreach (var row in _table.RangeAsync(RowKeys.Partition(company), first, first + KeyText.Separator, rowsPerPage: null, token))
            {
                found.Add(Read(company, transaction, row.Text(nameof(AttachmentIntent.Sha256)), row));
            }
        });
        return [.. found];
    }

    public async Task<AttachmentIntent> SaveAsync(AttachmentIntent intent, CancellationToken cancellationToken = default)
    {
        var row = new TableEntity(RowKeys.Partition(intent.Company), Key(intent.TransactionId, intent.Sha256))
        {
            [nameof(intent.TransactionId)] = intent.TransactionId.Value,
            [nameof(intent.Sha256)] = intent.Sha256,
            [nameof(intent.State)] = intent.State.ToString(),
            [nameof(intent.Sent)] = intent.Sent?.ToUniversalTime(),
            [nameof(intent.AttachmentId)] = intent.AttachmentId,
            [nameof(intent.Message)] = LongText.Cut(intent.Message),
        };
        var etag = await _table.SaveAsync(row, intent.ETag, $"The attachment intent of transaction {intent.TransactionId}", cancellationToken);
        return intent with { ETag = etag };
    }

    private static AttachmentIntent Read(CompanyKey company, TransactionId transaction, string sha256, TableEntity row) => new()
    {
        Company = company,
        TransactionId = transaction,
        Sha256 = sha256,
        State = row.Name<PushIntentState>(nameof(AttachmentIntent.State)),
        Sent = row.OptionalInstant(nameof(AttachmentIntent.Sent)),
        AttachmentId = row.GetString(nameof(AttachmentIntent.AttachmentId)),
        Message = row.GetString(nameof(AttachmentIntent.Message)),
        ETag = row.ETag.ToString(),
    };

    private static string Key(TransactionId transaction, string sha256) => KeyText.Join(transaction.Value, sha256);
}
