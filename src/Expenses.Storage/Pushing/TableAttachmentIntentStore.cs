using Azure.Data.Tables;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Pushing;

/// <summary>One row per company, transaction and file.</summary>
internal sealed class TableAttachmentIntentStore(TableServiceClient service, StorageNames names) : IAttachmentIntentStore
{
    private readonly TableClient _table = service.GetTableClient(names.AttachmentIntents);

    public async Task<AttachmentIntent?> FindAsync(
        CompanyKey company, TransactionId transaction, string sha256, CancellationToken cancellationToken = default)
    {
        var row = await _table.FindAsync(RowKeys.Partition(company), Key(transaction, sha256), cancellationToken);
        return row is null ? null : new AttachmentIntent
        {
            Company = company,
            TransactionId = transaction,
            Sha256 = sha256,
            State = row.Name<PushIntentState>(nameof(AttachmentIntent.State)),
            AttachmentId = row.GetString(nameof(AttachmentIntent.AttachmentId)),
            Message = row.GetString(nameof(AttachmentIntent.Message)),
            ETag = row.ETag.ToString(),
        };
    }

    public async Task<AttachmentIntent> SaveAsync(AttachmentIntent intent, CancellationToken cancellationToken = default)
    {
        var row = new TableEntity(RowKeys.Partition(intent.Company), Key(intent.TransactionId, intent.Sha256))
        {
            [nameof(intent.TransactionId)] = intent.TransactionId.Value,
            [nameof(intent.Sha256)] = intent.Sha256,
            [nameof(intent.State)] = intent.State.ToString(),
            [nameof(intent.AttachmentId)] = intent.AttachmentId,
            [nameof(intent.Message)] = LongText.Cut(intent.Message),
        };
        var etag = await _table.SaveAsync(row, intent.ETag, $"The attachment intent of transaction {intent.TransactionId}", cancellationToken);
        return intent with { ETag = etag };
    }

    private static string Key(TransactionId transaction, string sha256) => KeyText.Join(transaction.Value, sha256);
}
