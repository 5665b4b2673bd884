using Azure.Data.Tables;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Transactions;
using Expenses.Core.Syncs;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Pushing;

/// <summary>The row of a push intent. Rows written before there were kinds and versions are creations of expenses.</summary>
internal static class PushIntentRows
{
    public static string Key(TransactionId transaction) => KeyText.Encode(transaction.Value);

    public static TableEntity Write(PushIntent intent, int messageLength) => new(RowKeys.Partition(intent.Company), Key(intent.TransactionId))
    {
        [nameof(intent.TransactionId)] = intent.TransactionId.Value,
        [nameof(intent.Kind)] = intent.Kind.ToString(),
        [nameof(intent.Type)] = intent.Type?.ToString(),
        [nameof(intent.IsDraft)] = intent.IsDraft,
        [nameof(intent.Operation)] = intent.Operation.ToString(),
        [nameof(intent.Version)] = intent.Version,
        [nameof(intent.PreviousSync)] = intent.PreviousSync?.Value,
        [nameof(intent.PreviousNumber)] = intent.PreviousNumber,
        [nameof(intent.Connection)] = intent.Connection.Value,
        [nameof(intent.IdempotencyKey)] = intent.IdempotencyKey,
        [nameof(intent.Sync)] = intent.Sync.Value,
        [nameof(intent.Number)] = intent.Number,
        [nameof(intent.State)] = intent.State.ToString(),
        [nameof(intent.Attempts)] = intent.Attempts,
        [nameof(intent.RecordId)] = intent.RecordId,
        [nameof(intent.PushOperationKey)] = intent.PushOperationKey,
        [nameof(intent.Content)] = intent.Content,
        [nameof(intent.Message)] = LongText.Cut(intent.Message, messageLength),
    };

    public static PushIntent Read(CompanyKey company, TransactionId transaction, TableEntity row) => new()
    {
        Company = company,
        TransactionId = transaction,
        Kind = row.NameOr(nameof(PushIntent.Kind), TransactionKind.Expense),
        Type = row.OptionalName<ExpenseType>(nameof(PushIntent.Type)),
        IsDraft = row.GetBoolean(nameof(PushIntent.IsDraft)) ?? false,
        Operation = row.NameOr(nameof(PushIntent.Operation), PushOperationKind.Create),
        Version = row.GetInt32(nameof(PushIntent.Version)) ?? 1,
        PreviousSync = row.GetString(nameof(PushIntent.PreviousSync)) is { } previous ? new SyncId(previous) : null,
        PreviousNumber = row.GetInt32(nameof(PushIntent.PreviousNumber)) ?? 0,
        Connection = new ConnectionId(row.Text(nameof(PushIntent.Connection))),
        IdempotencyKey = row.Text(nameof(PushIntent.IdempotencyKey)),
        Sync = new SyncId(row.Text(nameof(PushIntent.Sync))),
        Number = row.Number(nameof(PushIntent.Number)),
        State = row.Name<PushIntentState>(nameof(PushIntent.State)),
        Attempts = row.Number(nameof(PushIntent.Attempts)),
        RecordId = row.GetString(nameof(PushIntent.RecordId)),
        PushOperationKey = row.GetString(nameof(PushIntent.PushOperationKey)),
        Content = row.GetString(nameof(PushIntent.Content)),
        Message = row.GetString(nameof(PushIntent.Message)),
        ETag = row.ETag.ToString(),
    };
}
