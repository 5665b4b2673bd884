using System.Globalization;
using Azure.Data.Tables;
using Expenses.Core.Access;
using Expenses.Core.Companies;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Access;

/// <summary>One row per client with its newest day: yesterday's count is overwritten, so rows do not pile up.</summary>
internal sealed class TableRequestQuotaStore(TableServiceClient service, StorageNames names) : IRequestQuotaStore
{
    private const string Row = "requests";
    private const int Attempts = 10;
    private static readonly string[] KeysOnly = ["RowKey"];

    private readonly TableClient _quotas = service.GetTableClient(names.RequestQuotas);
    private readonly TableClient _companies = service.GetTableClient(names.Companies);

    public async Task<QuotaGrant> TakeAsync(ClientId client, DateOnly day, int wanted, int limit, CancellationToken cancellationToken = default)
    {
        var partition = KeyText.Encode(client.Value);
        var name = day.ToString("O", CultureInfo.InvariantCulture);
        for (var attempt = 1; ; attempt++)
        {
            var row = await _quotas.FindAsync(partition, Row, cancellationToken);
            var taken = row is not null && string.Equals(row.Text("Day"), name, StringComparison.Ordinal) ? row.Number("Taken") : 0;
            var granted = Math.Clamp(limit - taken, 0, wanted);
            if (granted == 0)
            {
                return new QuotaGrant(0, taken);
            }

            try
            {
                var next = new TableEntity(partition, Row) { ["Day"] = name, ["Taken"] = taken + granted };
                await _quotas.SaveAsync(next, row?.ETag.ToString() ?? "", $"The request quota of {client}", cancellationToken);
                return new QuotaGrant(granted, taken + granted);
            }
            catch (ConcurrencyConflictException) when (attempt < Attempts)
            {
                // Another process took its share between our read and our write; look again.
            }
        }
    }

    public async Task<int> CountConnectedCompaniesAsync(ClientId client, CancellationToken cancellationToken = default)
    {
        // Behind the client's last company: the separator sorts behind every character of an id.
        var first = KeyText.Encode(client.Value) + KeyText.Separator;
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey ge {first} and PartitionKey lt {first + KeyText.Separator} and SourceType eq {nameof(SourceType.Accounting)} and Status eq {nameof(ConnectionStatus.Linked)}");
        var count = 0;
        await foreach (var _ in _companies.QueryAsync<TableEntity>(filter, select: KeysOnly, cancellationToken: cancellationToken))
        {
            count++;
        }

        return count;
    }
}
