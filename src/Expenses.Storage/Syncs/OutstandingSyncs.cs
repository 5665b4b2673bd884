using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Syncs;

/// <summary>
/// The attempts of syncs that have not ended, over all companies, oldest first. A row is written before the record says
/// that the attempt runs and removed after the record says that it ended: a crash in between leaves a row too many, never
/// one too few. Rows are per attempt, so that removing an ended attempt cannot remove the retry that followed it.
/// </summary>
internal sealed class OutstandingSyncs(TableServiceClient service, StorageNames names)
{
    private const string Partition = "outstanding";
    private const string ClientProperty = "Client";
    private const string CompanyProperty = "Company";
    private const string SyncProperty = "Sync";
    private const string AttemptProperty = "Attempt";

    private readonly TableClient _table = service.GetTableClient(names.OutstandingSyncs);

    /// <summary>Lists an attempt.</summary>
    public Task AddAsync(SyncRecord sync, CancellationToken cancellationToken) => _table.UpsertEntityAsync(
        new TableEntity(Partition, Key(sync))
        {
            [ClientProperty] = sync.Company.Client.Value,
            [CompanyProperty] = sync.Company.Company.Value,
            [SyncProperty] = sync.Id.Value,
            [AttemptProperty] = sync.Attempt,
        },
        TableUpdateMode.Replace,
        cancellationToken);

    /// <summary>Takes an ended attempt off the list; one that is not on it is no error.</summary>
    public Task RemoveAsync(SyncRecord sync, CancellationToken cancellationToken) =>
        _table.DeleteEntityAsync(Partition, Key(sync), ETag.All, cancellationToken);

    /// <summary>Takes a row off the list that <see cref="ListAsync"/> gave.</summary>
    public Task RemoveAsync(OutstandingSync entry, CancellationToken cancellationToken) =>
        _table.DeleteEntityAsync(Partition, entry.RowKey, ETag.All, cancellationToken);

    /// <summary>Whether a row is that of the record's present attempt.</summary>
    public static bool IsOf(OutstandingSync entry, SyncRecord sync) => string.Equals(entry.RowKey, Key(sync), StringComparison.Ordinal);

    /// <summary>The attempts of syncs that were asked for before a time.</summary>
    public async IAsyncEnumerable<OutstandingSync> ListAsync(
        DateTimeOffset requestedBefore, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = _table.RangeAsync(Partition, "", RowKeys.Ticks(requestedBefore), rowsPerPage: null, cancellationToken);
        await foreach (var row in rows)
        {
            yield return new OutstandingSync(
                new CompanyKey(new ClientId(row.Text(ClientProperty)), new CompanyId(row.Text(CompanyProperty))),
                new SyncId(row.Text(SyncProperty)),
                row.Number(AttemptProperty),
                row.RowKey);
        }
    }

    private static string Key(SyncRecord sync) => string.Join(
        KeyText.Separator,
        RowKeys.Ticks(sync.Requested),
        RowKeys.Partition(sync.Company, sync.Id.Value),
        RowKeys.Number(sync.Attempt));
}

/// <summary>One attempt on the list.</summary>
internal sealed record OutstandingSync(CompanyKey Company, SyncId Sync, int Attempt, string RowKey);
