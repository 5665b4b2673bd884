using Azure.Data.Tables;
using Expenses.Core.Companies;
using Expenses.Core.Identifiers;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Companies;

/// <summary>One row in the company's partition.</summary>
internal sealed class TableCompanySettingsStore(TableServiceClient service, StorageNames names) : ICompanySettingsStore
{
    private const string SettingsRow = "settings";

    private readonly TableClient _table = service.GetTableClient(names.Companies);

    public async Task<CompanySettings> GetAsync(CompanyKey company, CancellationToken cancellationToken = default) =>
        await _table.FindAsync(RowKeys.Partition(company), SettingsRow, cancellationToken) is { } row
            ? new CompanySettings(row.Flag(nameof(CompanySettings.SyncOnCreate)), row.GetBoolean(nameof(CompanySettings.CheckOnCreate)) ?? false)
            : new CompanySettings();

    public Task SetAsync(CompanyKey company, CompanySettings settings, CancellationToken cancellationToken = default) => _table.UpsertEntityAsync(
        new TableEntity(RowKeys.Partition(company), SettingsRow)
        {
            [nameof(settings.SyncOnCreate)] = settings.SyncOnCreate,
            [nameof(settings.CheckOnCreate)] = settings.CheckOnCreate,
        },
        TableUpdateMode.Replace,
        cancellationToken);
}
