using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Pushing;

/// <summary>One row per company and transaction, all of a company in one partition: a chunk is one group transaction.</summary>
internal sealed class TablePushIntentStore(TableServiceClient service, StorageNames names) : IPushIntentStore
{
    private const int ConcurrentReads = 16;

    private static readonly string[] ContentColumns =
        [nameof(PushIntent.TransactionId), nameof(PushIntent.Content), nameof(PushIntent.Sync), nameof(PushIntent.State)];

    private readonly TableClient _table = service.GetTableClient(names.PushIntents);

    public async Task<IReadOnlyDictionary<TransactionId, PushIntent>> FindAsync(
        CompanyKey company, IReadOnlyCollection<TransactionId> transactions, CancellationToken cancellationToken = default)
    {
        var partition = RowKeys.Partition(company);
        var found = new ConcurrentDictionary<TransactionId, PushIntent>();
        var bounds = new ParallelOptions { MaxDegreeOfParallelism = ConcurrentReads, CancellationToken = cancellationToken };

        // A filter of many row keys makes the table service scan the partition; point reads do not.
        await Parallel.ForEachAsync(transactions.Distinct(), bounds, async (transaction, token) =>
        {
            if (await _table.FindAsync(partition, PushIntentRows.Key(transaction), token) is { } row)
            {
                found[transaction] = PushIntentRows.Read(company, transaction, row);
            }
        });
        return found;
    }

    public async Task<IReadOnlyList<PushIntent>> SaveAsync(IReadOnlyList<PushIntent> intents, CancellationToken cancellationToken = default)
    {
        if (intents.Count == 0)
        {
            return [];
        }

        if (intents.Count > EntityGroups.MaxRows)
        {
            throw new ArgumentException($"{intents.Count} intents cannot be written all or none; at most {EntityGroups.MaxRows} can.", nameof(intents));
        }

        var messageLength = EntityGroups.TextPerRow(intents.Count);
        var rows = intents.Select(intent => ConditionalWrites.Marked(PushIntentRows.Write(intent, messageLength))).ToList();
        try
        {
            var answers = await _table.SubmitTransactionAsync(rows.Zip(intents, Action), cancellationToken);
            return [.. intents.Zip(answers.Value, (intent, answer) => intent with { ETag = ConditionalWrites.ETagOf(answer) })];
        }
        catch (RequestFailedException failure) when (LostRace.Is(failure))
        {
            return await FindOwnAsync(intents, rows, cancellationToken)
                ?? throw new ConcurrencyConflictException($"A push intent of company {intents[0].Company}", failure);
        }
    }

    public async IAsyncEnumerable<SyncedContent> ListContentAsync(
        CompanyKey company, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var partition = RowKeys.Partition(company);
        var rows = _table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), select: ContentColumns, cancellationToken: cancellationToken);
        await foreach (var row in rows)
        {
            if (row.GetString(nameof(PushIntent.Content)) is { } content)
            {
                yield return new SyncedContent(
                    new TransactionId(row.Text(nameof(PushIntent.TransactionId))),
                    content,
                    new SyncId(row.Text(nameof(PushIntent.Sync))),
                    row.Name<PushIntentState>(nameof(PushIntent.State)));
            }
        }
    }

    private static TableTransactionAction Action(TableEntity row, PushIntent intent) => intent.ETag.Length == 0
        ? new TableTransactionAction(TableTransactionActionType.Add, row)
        : new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, new ETag(intent.ETag));

    // All or none was written, so every row must carry the mark; one that another writer changed since is a conflict.
    private async Task<IReadOnlyList<PushIntent>?> FindOwnAsync(
        IReadOnlyList<PushIntent> intents, List<TableEntity> rows, CancellationToken cancellationToken)
    {
        var own = new List<PushIntent>(intents.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            if (await _table.FindOwnAsync(rows[i], cancellationToken) is not { } etag)
            {
                return null;
            }

            own.Add(intents[i] with { ETag = etag });
        }

        return own;
    }
}
