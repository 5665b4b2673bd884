using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Expenses.Core.Companies;
using Expenses.Core.Identifiers;
using Expenses.Core.Lists;
using Expenses.Storage.Lists;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Companies;

/// <summary>
/// The companies of each client, in order, with what a list is searched by. A company and its entry are in two partitions,
/// so the entry is written before the company and looked after behind it: a crash leaves an entry too many, which is found
/// without its company and removed, never one too few.
/// </summary>
internal sealed class CompanyLists(TableServiceClient service, ListIndexes indexes, StorageNames names)
{
    private readonly TableClient _table = service.GetTableClient(names.Companies);

    /// <summary>The companies, newest first, without ETags.</summary>
    public async IAsyncEnumerable<Company> ListAsync(
        ClientId client, CompanyPlace? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var list = ListOf(client);
        // The key right behind the place's; no entry's key begins with another one's.
        var from = after is null ? list.First : CompanyRows.EntryKey(after) + "-";
        await foreach (var row in _table.RangeAsync(list.Partition, from, list.Behind, rowsPerPage: null, cancellationToken))
        {
            yield return CompanyRows.ReadEntry(client, row);
        }
    }

    /// <summary>A part of them.</summary>
    public async Task<Slice<Company>> PageAsync(ClientId client, int first, int count, CancellationToken cancellationToken)
    {
        var page = await ListOf(client).PageAsync(first, count, cancellationToken);
        return new Slice<Company>([.. page.Items.Select(row => CompanyRows.ReadEntry(client, row))], page.Total);
    }

    /// <summary>Lists a company; one that is listed has its entry replaced.</summary>
    public async Task WriteAsync(Company company, CancellationToken cancellationToken)
    {
        var list = ListOf(company.Key.Client);
        var entry = CompanyRows.Entry(company);
        while (!await TryReplaceAsync(entry, cancellationToken))
        {
            var added = await indexes.TryCommitAsync(
                list, index => index.With(entry.RowKey), [new TableTransactionAction(TableTransactionActionType.Add, entry)], cancellationToken);
            if (added is not null)
            {
                return;
            }
        }
    }

    /// <summary>Takes a company off the list; one that is not on it is no error.</summary>
    public Task RemoveAsync(Company company, CancellationToken cancellationToken) =>
        RemoveAsync(CompanyRows.Entry(company), company.Key.Client, ETag.All, cancellationToken);

    /// <summary>Takes an entry off the list that has no company of its time.</summary>
    /// <param name="listed">The company as it was listed.</param>
    /// <param name="findAsync">Looks for the company.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task RemoveStaleAsync(Company listed, Func<CompanyKey, CancellationToken, Task<Company?>> findAsync, CancellationToken cancellationToken)
    {
        var entry = CompanyRows.Entry(listed);
        var stored = await _table.FindAsync(entry.PartitionKey, entry.RowKey, cancellationToken);
        if (stored is not null && (await findAsync(listed.Key, cancellationToken))?.Created != listed.Created)
        {
            // The entry's version: a company that is just being made writes its entry once more, and keeps it.
            await RemoveAsync(stored, listed.Key.Client, stored.ETag, cancellationToken);
        }
    }

    private Task<IReadOnlyList<Response>?> RemoveAsync(TableEntity entry, ClientId client, ETag version, CancellationToken cancellationToken) => indexes.TryCommitAsync(
        ListOf(client),
        index => index.Without(entry.RowKey),
        [new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(entry.PartitionKey, entry.RowKey), version)],
        cancellationToken);

    private async Task<bool> TryReplaceAsync(TableEntity entry, CancellationToken cancellationToken)
    {
        try
        {
            await _table.UpdateEntityAsync(entry, ETag.All, TableUpdateMode.Replace, cancellationToken);
            return true;
        }
        catch (RequestFailedException failure) when (LostRace.Is(failure))
        {
            return false;
        }
    }

    private TableList ListOf(ClientId client) =>
        new(_table, CompanyRows.ListPartition(client), CompanyRows.FirstEntry, CompanyRows.BehindEntries, CompanyRows.ListIndexRow);
}
