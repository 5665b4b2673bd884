using Azure.Data.Tables;
using Expenses.Core.Companies.Mapping;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Companies;

/// <summary>One partition per client, one row per account: two claims at once meet at its key.</summary>
internal sealed class TableMappedAccounts(TableServiceClient service, StorageNames names) : IMappedAccounts
{
    private const string Owner = "Company";

    private readonly TableClient _table = service.GetTableClient(names.MappedAccounts);

    public async Task<CompanyId> ClaimAsync(MappedAccount account, CompanyId company, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var row = Row(account, company);
            if (await _table.TryInsertAsync(row, cancellationToken) is not null)
            {
                return company;
            }

            if (await _table.FindAsync(row.PartitionKey, row.RowKey, cancellationToken) is { } stored)
            {
                return new CompanyId(stored.Text(Owner));
            }
        }
    }

    public async Task<CompanyId> PassOnAsync(MappedAccount account, CompanyId from, CompanyId to, CancellationToken cancellationToken = default)
    {
        var row = Row(account, to);
        if (await _table.FindAsync(row.PartitionKey, row.RowKey, cancellationToken) is not { } stored)
        {
            return await ClaimAsync(account, to, cancellationToken);
        }

        var owner = new CompanyId(stored.Text(Owner));
        if (owner != from)
        {
            return owner;
        }

        try
        {
            await _table.ReplaceAsync(row, stored.ETag.ToString(), $"Account {account.Account}", cancellationToken);
            return to;
        }
        catch (ConcurrencyConflictException)
        {
            // Somebody else got it first.
            return await ClaimAsync(account, to, cancellationToken);
        }
    }

    private static TableEntity Row(MappedAccount account, CompanyId company) =>
        new(KeyText.Encode(account.Client.Value), KeyText.Join(account.PlatformKey.ToUpperInvariant(), account.Ledger, account.Account))
        {
            [Owner] = company.Value,
        };
}
